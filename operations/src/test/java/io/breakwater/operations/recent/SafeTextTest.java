package io.breakwater.operations.recent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET https://bob:s3cr3t@db.example/x failed | GET https://***@db.example/x failed",
                "jdbc:postgresql://app:p/w@host:5432/shop refused | jdbc:postgresql://***@host:5432/shop refused",
                "I/O error on GET request for \"http://orders:8080/a?token=s3cr3t&x=1\": null"
                        + " | I/O error on GET request for \"http://orders:8080/a?***\": null",
                "Authorization: Bearer s3cr3t.abc | Authorization: *** ***",
                "sent Basic czNjcjN0OnMzY3IzdA== | sent Basic ***",
                "password=s3cr3t, user=bob | password=***, user=bob",
                "{\"api_key\": \"s3cr3t s3cr3t\", \"id\": 5} | {\"api_key\": ***, \"id\": 5}",
                "Cookie: JSESSIONID=s3cr3t | Cookie: ***",
                "bad token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzM2NyM3QifQ.abc-def | bad token ***",
                "Connection refused | Connection refused",
                "HTTP/1.1 header parser received no bytes | HTTP/1.1 header parser received no bytes"
            })
    void whatLooksLikeASecretIsHiddenAndTheRestStays(String message, String shown) {
        assertThat(SafeText.message(message, 300)).isEqualTo(shown).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "PASSWD",
                "client_secret",
                "access_token",
                "apiKey",
                "X-Api-Key",
                "sessionId",
                "Set-Cookie"
            })
    void namesOfSecretsAreKnownInAnyCase(String name) {
        assertThat(SafeText.message("rejected " + name + "=s3cr3t", 300)).doesNotContain("s3cr3t");
        assertThat(SafeText.message("rejected " + name + ": 's3cr3t'", 300)).doesNotContain("s3cr3t");
    }

    @Property
    void aPasswordOfAnyLettersIsHidden(
            @ForAll @AlphaChars @NumericChars @StringLength(min = 6, max = 40) String secret) {
        String unlike = "Zq" + secret;
        assertThat(SafeText.message("no route to https://u:" + unlike + "@host/a", 300))
                .doesNotContain(unlike);
        assertThat(SafeText.message("login failed: password=" + unlike + ";", 300))
                .doesNotContain(unlike);
    }

    @Property
    void whateverIsThrownIsOneShortPrintableLine(@ForAll String text) {
        assertThat(SafeText.message(text, 300))
                .hasSizeLessThanOrEqualTo(300)
                .doesNotContainPattern("[\\p{Cntrl}\\u202a-\\u202e\\u2066-\\u2069\\u2028\\u2029\\ufeff]");
        assertThat(SafeText.line(text, 32)).hasSizeLessThanOrEqualTo(32);
    }

    /** A message that is made to be slow to read: each pattern is linear, so a megabyte takes no time to speak of. */
    @Example
    void aLongMessageCostsLittle() {
        for (String part : List.of("://", "password=", "a?", "Bearer ", "eyJ", "\"", "://a?", " ", "token: '")) {
            String hostile = part.repeat(1_000_000 / part.length());
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                SafeText.message(hostile, 300);
            }
            assertThat(System.nanoTime() - start).as(part).isLessThan(10_000_000_000L);
        }
    }

    @Example
    void aChainThatGoesInCirclesOrCannotBeReadEnds() {
        IOException inner = new IOException("inner");
        Throwable outer = new UncheckedIOException("outer", inner);
        inner.initCause(outer);
        assertThat(Causes.of(outer)).extracting(ThrownRecord::message).containsExactly("outer", "inner");

        RuntimeException hostile = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no");
            }

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException("no");
            }
        };
        assertThatCode(() -> Causes.of(hostile)).doesNotThrowAnyException();
        assertThat(Causes.of(hostile)).hasSize(1);
    }

    @Example
    void ofALongChainTheOutermostAndTheRootAreKept() {
        Throwable thrown = new IOException("root");
        for (int i = 0; i < 30; i++) {
            thrown = new RuntimeException("wrapper " + i, thrown);
        }

        assertThat(Causes.of(thrown))
                .hasSize(Causes.MOST)
                .extracting(ThrownRecord::message)
                .startsWith("wrapper 29", "wrapper 28")
                .endsWith("root");
    }
}
