package io.breakwater.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Call;
import io.breakwater.downstream.ReceivedRequest;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.downstream.Slow;
import io.breakwater.failure.Authority;
import io.breakwater.failure.DownstreamFailure;
import io.breakwater.failure.Place;
import io.breakwater.fault.Fault;
import io.breakwater.operations.diagnosis.Diagnosis;
import io.breakwater.operations.diagnosis.Finding;
import io.breakwater.operations.diagnosis.ProbeLimits;
import io.breakwater.operations.diagnosis.Prober;
import io.breakwater.operations.diagnosis.Stage;
import io.breakwater.operations.diagnosis.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found when a downstream fails: each way to fail has its stage and its words. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class DiagnosisTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Authority authority = new Authority();
    private final Place place = new Place(authority);
    private final Prober prober = prober(authority);

    private static Prober prober(Authority authority) {
        // Long enough for a busy machine where an answer comes, and short where none does.
        ProbeLimits limits = new ProbeLimits(
                Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2), 6);
        return new Prober(limits, (X509ExtendedTrustManager) authority.client().trustManager());
    }

    @AfterEach
    void close() throws IOException {
        place.close();
    }

    private Diagnosis ask(URI uri) throws InterruptedException {
        return ask(uri, PATIENCE);
    }

    private Diagnosis ask(URI uri, Duration patience) throws InterruptedException {
        Target target =
                Target.of("orders", uri.toString(), Optional.empty(), patience).orElseThrow();
        Diagnosis diagnosis = prober.ask(target);
        assertThat(diagnosis.text())
                .contains(diagnosis.finding().sentence(), diagnosis.finding().check())
                .doesNotContain("\r", "\u001b");
        return diagnosis;
    }

    @ParameterizedTest
    @CsvSource({
        "DNS, NAME_UNKNOWN, NAME",
        "REFUSED, NOBODY_LISTENS, CONNECT",
        "CONNECT_STALL, CONNECT_DROPPED, CONNECT",
        "CLOSED_UNREAD, CLOSED_UNANSWERED, HTTP",
        "RESET, CLOSED_UNANSWERED, HTTP",
        "CLOSED_UNANSWERED, CLOSED_UNANSWERED, HTTP",
        "SILENCE, SILENT, HTTP",
        "HEADER_DRIP, STALLED, HTTP",
        "BODY_STALL, STALLED, HTTP",
        "CUT_STATUS_LINE, ANSWER_CUT, HTTP",
        "CUT_HEADERS, ANSWER_CUT, HTTP",
        "CUT_LENGTH_BY_FIN, ANSWER_CUT, HTTP",
        "CUT_LENGTH_BY_RST, ANSWER_CUT, HTTP",
        "CUT_CHUNKS_BY_FIN, ANSWER_CUT, HTTP",
        "CUT_CHUNKS_BY_RST, ANSWER_CUT, HTTP",
        "GARBAGE, NOT_HTTP, HTTP",
        "SSH_BANNER, NOT_HTTP, HTTP",
        "HTTP2_FRAMES, NOT_HTTP, HTTP",
        "STATUS_TEXT, NOT_HTTP, HTTP",
        "STATUS_ZERO, NOT_HTTP, HTTP",
        "STATUS_600, NOT_HTTP, HTTP",
        "LONG_HEADER, HEADERS_TOO_LARGE, HTTP",
        "MANY_HEADERS, HEADERS_TOO_LARGE, HTTP",
        "BAD_CHUNK, NOT_HTTP, HTTP",
        "LENGTH_TEXT, NOT_HTTP, HTTP",
        "INTERIM_FOR_EVER, NOT_HTTP, HTTP",
        "STATUS_502, FAILING_STATUS, HTTP",
        "STATUS_503, FAILING_STATUS, HTTP",
        "STATUS_504, FAILING_STATUS, HTTP",
        "STATUS_500, SERVER_ERROR, HTTP",
        "TLS_EXPIRED, CERTIFICATE_EXPIRED, TLS",
        "TLS_UNKNOWN_CA, CERTIFICATE_UNKNOWN_ISSUER, TLS",
        "TLS_WRONG_HOST, CERTIFICATE_WRONG_NAME, TLS",
        "TLS_STALL, TLS_SILENT, TLS",
        "TLS_FIN, TLS_CLOSED, TLS",
        "TLS_NOT_TLS, NOT_TLS, TLS",
        "TLS_CLIENT_CERTIFICATE, CLIENT_CERTIFICATE_WANTED, HTTP",
        "TLS_CLIENT_CERTIFICATE_12, CLIENT_CERTIFICATE_WANTED, TLS",
        "TLS_NO_CIPHER, TLS_ALERT, TLS"
    })
    void eachFailureHasItsStageAndItsWords(DownstreamFailure failure, Finding finding, Stage.Name stage)
            throws InterruptedException {
        Diagnosis diagnosis = ask(failure.at(place));

        assertThat(diagnosis.finding()).as(diagnosis.text()).isEqualTo(finding);
        assertThat(diagnosis.stages())
                .as(diagnosis.text())
                .filteredOn(one -> one.result() == Stage.Result.FAILED)
                .extracting(Stage::name)
                .containsExactly(stage);
        assertThat(diagnosis.stages()).as(diagnosis.text()).allSatisfy(one -> assertThat(
                        one.result() == Stage.Result.SKIPPED)
                .isEqualTo(one.name().compareTo(stage) > 0));
    }

    @ParameterizedTest
    @CsvSource({"EARLY_HINTS", "GZIP_GARBAGE"})
    void whatTheProbeNeedNotUnderstandIsHealthy(DownstreamFailure failure) throws InterruptedException {
        assertThat(ask(failure.at(place)).finding()).isEqualTo(Finding.HEALTHY);
    }

    @Test
    void theBlockTellsStagesCauseAndWhatToCheck() throws InterruptedException {
        Diagnosis diagnosis = ask(DownstreamFailure.TLS_EXPIRED.at(place));

        assertThat(diagnosis.text())
                .contains("Diagnosis of route orders at ")
                .contains("  ok   name    127.0.0.1 is 127.0.0.1")
                .containsPattern("  ok   connect 127\\.0\\.0\\.1:\\d+ takes the connection, in [\\d.]+ ms")
                .contains("  FAIL tls     the certificate is not accepted")
                .containsPattern("certificate: CN=\\S+, issued by CN=Harbour test authority, \\d+ \\w+ 20\\d\\d to ")
                .contains("names: 127.0.0.1")
                .contains("  -    http    not tried")
                .containsPattern("Found: Its certificate has expired\\. CN=\\S+ was valid until .*, 1 days ago\\.")
                .contains("Check: " + Fault.TLS_CERTIFICATE_ERROR.operatorSentence());
    }

    @Test
    void theWordsNameTheNamesAndTheIssuer() throws InterruptedException {
        assertThat(ask(DownstreamFailure.TLS_WRONG_HOST.at(place)).detail())
                .isEqualTo("It is for elsewhere.example; the URL says 127.0.0.1.");
        assertThat(ask(DownstreamFailure.TLS_UNKNOWN_CA.at(place)).detail()).contains("Harbour test authority");
    }

    @Test
    void whatIsSpokenInsteadIsNamed() throws InterruptedException {
        assertThat(ask(DownstreamFailure.SSH_BANNER.at(place)).detail()).isEqualTo("It is an SSH server.");
        assertThat(ask(DownstreamFailure.HTTP2_FRAMES.at(place)).detail()).startsWith("It talks HTTP/2");
        assertThat(ask(DownstreamFailure.TLS_NOT_TLS.at(place)).detail()).contains("URL should say http");
        URI secure = place.secure().uri();
        Diagnosis plain = ask(URI.create("http" + secure.toString().substring("https".length())));
        assertThat(plain.finding()).as(plain.text()).isEqualTo(Finding.TLS_NOT_EXPECTED);
    }

    @Test
    void aGoodDownstreamIsHealthyFromHereSoThatThisSideIsLookedAt() throws InterruptedException {
        Diagnosis plain = ask(place.downstream().uri());
        assertThat(plain.finding()).as(plain.text()).isEqualTo(Finding.HEALTHY);
        assertThat(plain.text()).contains("HTTP/1.1 200", "your client's connection pool");

        Diagnosis secure = ask(place.secure().uri());
        assertThat(secure.finding()).as(secure.text()).isEqualTo(Finding.HEALTHY);
        assertThat(secure.text()).contains("TLSv1.3", "issued by CN=Harbour test authority");
    }

    @Test
    void anAnswerThatIsLaterThanAnAttemptMayBeIsSlow() throws InterruptedException {
        ScriptedDownstream downstream = place.downstream();
        downstream.behave(new Slow(Duration.ofMillis(300), Answer.ok("at last")));

        assertThat(ask(downstream.uri(), Duration.ofMillis(100)).finding()).isEqualTo(Finding.SLOW);
        assertThat(ask(downstream.uri()).finding()).isEqualTo(Finding.HEALTHY);
    }

    @Test
    void redirectsAreNotFollowedAndACredentialIsNeitherSentNorShown() throws InterruptedException {
        ScriptedDownstream downstream = place.downstream();
        ScriptedDownstream elsewhere = ScriptedDownstream.start();
        try (elsewhere) {
            downstream.behave(Answer.status(302)
                    .with("Location", elsewhere.uri() + "/trap")
                    .body(Bytes.utf8("moved")));
            URI uri = URI.create("http://user:s3cret@127.0.0.1:" + downstream.port() + "/base?key=s3cret#s3cret");

            Diagnosis diagnosis = ask(uri);

            assertThat(diagnosis.finding()).isEqualTo(Finding.HEALTHY);
            assertThat(diagnosis.detail()).contains("redirects");
            assertThat(elsewhere.connections()).isZero();
            assertThat(diagnosis.text()).doesNotContain("s3cret", "user");
            ReceivedRequest received = downstream.received().get(0);
            assertThat(received.method()).isEqualTo("GET");
            assertThat(received.path()).isEqualTo("/base");
            assertThat(received.headers().first("Authorization")).isEmpty();
            assertThat(received.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void theHealthPathIsAskedWhereThereIsOne() throws InterruptedException {
        ScriptedDownstream downstream = place.downstream();
        downstream.on("/health", Answer.status(503));
        Target target = Target.of("orders", downstream.uri().toString(), Optional.of("/health"), PATIENCE)
                .orElseThrow();

        assertThat(prober.ask(target).finding()).isEqualTo(Finding.FAILING_STATUS);
        assertThat(downstream.requests("/health")).isEqualTo(1);
        assertThat(downstream.requests()).isEqualTo(1);
    }

    @Test
    void anAddressThatIsDeadAmongSeveralIsShown() throws InterruptedException {
        Diagnosis diagnosis = ask(DownstreamFailure.DEAD_ADDRESS.at(place));

        assertThat(diagnosis.finding()).isEqualTo(Finding.PARTLY_REACHABLE);
        assertThat(diagnosis.stages())
                .filteredOn(stage -> stage.name() == Stage.Name.CONNECT)
                .extracting(Stage::result)
                .containsExactly(Stage.Result.FAILED, Stage.Result.OK);
        assertThat(diagnosis.detail()).matches("127\\.0\\.0\\.2:\\d+ refuses the connection\\.");
    }

    @Test
    void whatADownstreamWritesCannotBreakTheBlock() throws InterruptedException {
        place.downstream().behave(new Terminal());

        Diagnosis diagnosis = ask(place.downstream().uri());

        assertThat(diagnosis.finding()).isEqualTo(Finding.HEALTHY);
        assertThat(diagnosis.text()).contains("HTTP/1.1 200 ?[2J<script>").doesNotContain("\u001b");
    }

    private record Terminal() implements Behaviour {
        @Override
        public void serve(Call call) throws IOException {
            call.send("HTTP/1.1 200 \u001b[2J<script>\r\nContent-Length: 0\r\n\r\n");
        }
    }

    @Test
    void whatIsNoUrlIsNoTarget() {
        for (String downstream : List.of(
                "", "orders", "orders:8080", "ftp://orders/", "http:///x", "file:///etc/passwd", "http://a b/")) {
            assertThat(Target.of("orders", downstream, Optional.empty(), PATIENCE))
                    .as(downstream)
                    .isEmpty();
        }
        assertThat(Target.of("orders", "HTTPS://[::1]", Optional.of("/x\r\nEvil: 1"), PATIENCE)
                        .orElseThrow()
                        .shown())
                .isEqualTo("https://[::1]/");
    }
}
