package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.fault.Fault;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A value of the visitor's that the app cannot decode is the visitor's, although a client of a downstream might say the same. */
@Promise("TruncatedValue")
public class TruncatedValueContract extends EitherWayContract {
    private static final int VISITS = 6;
    private static final String MINIMUM_CALLS = "circuit-breaker.minimum-number-of-calls=5";
    private static final String LEFT_BY_SPRING = "org.springframework.web.servlet.DispatcherServlet.EXCEPTION";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int HALF = 200;

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    /** Where the value stands. */
    private enum Place {
        QUERY,
        HEADER,
        FORM,
        PART;

        private RawRequest request(String target, byte[] content) {
            String value = Base64.getUrlEncoder().withoutPadding().encodeToString(content);
            return switch (this) {
                case QUERY -> RawRequest.get(target + "?v=" + value);
                case HEADER -> RawRequest.get(target).with("V", value);
                case FORM -> RawRequest.post(target, "v=" + value).with("Content-Type", TruncatedValueContract.FORM);
                case PART ->
                    RawRequest.of("POST", target, part(content))
                            .with("Content-Type", "multipart/form-data; boundary=B");
            };
        }

        private static Bytes part(byte[] content) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes("--B\r\nContent-Disposition: form-data; name=\"v\"; filename=\"v\"\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(content);
            body.writeBytes("\r\n--B--\r\n".getBytes(StandardCharsets.US_ASCII));
            return Bytes.of(body.toByteArray());
        }

        private InputStream read(HttpServletRequest request) throws IOException, ServletException {
            return switch (this) {
                case QUERY, FORM -> decoded(request.getParameter("v"));
                case HEADER -> decoded(request.getHeader("V"));
                case PART -> request.getPart("v").getInputStream();
            };
        }

        private static InputStream decoded(String value) {
            return new ByteArrayInputStream(Base64.getUrlDecoder().decode(value));
        }
    }

    /** What the app takes it for. */
    private enum Reader {
        GZIP,
        DEFLATE,
        DATA,
        CERTIFICATE;

        private byte[] truncated() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] whole = Bytes.filler(10_000).toArray();
            try (var out =
                    switch (this) {
                        case GZIP -> new GZIPOutputStream(bytes);
                        case DEFLATE -> new DeflaterOutputStream(bytes);
                        case DATA, CERTIFICATE -> bytes;
                    }) {
                out.write(whole);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            byte[] packed = bytes.toByteArray();
            return Arrays.copyOf(packed, Math.min(HALF, packed.length / 2));
        }

        private void read(InputStream in) throws IOException, ServletException {
            try {
                switch (this) {
                    case GZIP -> new GZIPInputStream(in).readAllBytes();
                    case DEFLATE -> new InflaterInputStream(in).readAllBytes();
                    case DATA -> new DataInputStream(in).readFully(new byte[10_000]);
                    case CERTIFICATE -> CertificateFactory.getInstance("X.509").generateCertificate(in);
                }
            } catch (GeneralSecurityException e) {
                throw new ServletException(e);
            }
        }
    }

    static Stream<Arguments> values() {
        return Stream.of(Place.values())
                .flatMap(place -> Stream.of(Reader.values()).map(reader -> Arguments.of(place, reader)));
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("values")
    void theAppFailsAsWithoutTheGuard(Enum<?> place, Enum<?> reader) {
        Place from = (Place) place;
        Reader by = (Reader) reader;
        Subject reads = (request, response) -> {
            try {
                by.read(from.read(request));
            } catch (IOException | ServletException e) {
                if (request.getRequestURI().endsWith("/left")) {
                    request.setAttribute(LEFT_BY_SPRING, e);
                    response.sendError(500);
                    return;
                }
                throw e;
            }
        };
        URI uri = start(GuardedApp.empty()
                .with(guard(builder(MINIMUM_CALLS).circuitBreakerRegistry(registry))
                        .at("/guarded/*"))
                .with(served("/guarded/*", reads))
                .with(served("/alone/*", reads)));
        RawResponse alone = ask(uri, from.request("/alone/", by.truncated()));

        for (int i = 0; i < VISITS; i++) {
            String path = i % 2 == 0 ? "/guarded/left" : "/guarded/thrown";
            RawResponse guarded = ask(uri, from.request(path, by.truncated()));
            assertThat(guarded.statusLine()).isEqualTo(alone.statusLine());
        }

        assertThat(alone.status()).isEqualTo(500);
        assertThat(reports.await(VISITS))
                .allSatisfy(report -> assertThat(report.fault()).isEmpty());
        await().untilAsserted(() ->
                assertThat(Votes.of(registry, "default").failures()).isZero());
        assertThat(reports.transitions()).isEmpty();
    }

    @Test
    void theAppMaySayThatItIsTheDownstreams() {
        downstream.behave(Answer.status(200).body(Bytes.of(Reader.GZIP.truncated())));
        URI uri = startApp((request, response) -> {
            try (InputStream answer = downstream.uri().toURL().openStream()) {
                Reader.GZIP.read(answer);
            } catch (IOException e) {
                request.setAttribute(Breakwater.FAILURE_ATTRIBUTE, e);
                response.sendError(500);
            }
        });

        assertThat(ask(uri, visit("/")).status()).isEqualTo(502);
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_CONTENT_CODING);
    }
}
