package io.breakwater.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.downstream.Answer;
import io.breakwater.failure.Authority;
import io.breakwater.failure.DownstreamFailure;
import io.breakwater.failure.Place;
import io.breakwater.internal.fault.FaultClassifier;
import io.breakwater.internal.fault.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every trouble through every client. */
class FaultTableTest {

    /**
     * A row for each trouble: the fault, and the clients that come to something else, with the reason above. "answer" means that the
     * client gave what passes for a good answer, so that nothing can be read from it; "own" that what it throws is no fault of
     * ours; "hangs" that it does not come back; a slash between two that it is a race.
     */
    private static final String TABLE =
            """
            DNS | DNS_ERROR
            REFUSED | CONNECTION_REFUSED
            CONNECT_STALL | CONNECTION_TIMEOUT
            RESET | CONNECTION_TERMINATED
            CLOSED_UNANSWERED | CONNECTION_TERMINATED
            SILENCE | RESPONSE_TIMEOUT
            # The JDK's time-out ends with the headers; Spring's goes on and closes the body.
            BODY_STALL | RESPONSE_TIMEOUT | JDK=hangs/RESPONSE_TIMEOUT, REST_CLIENT=RESPONSE_INCOMPLETE
            # HC5, OkHttp and Reactor Netty throw as if not a byte had come, Jetty as for any garbage;
            # HttpURLConnection takes it for HTTP/0.9, and Feign reads a status of 20 from that.
            CUT_STATUS_LINE | RESPONSE_INCOMPLETE | URL_CONNECTION=answer, APACHE=CONNECTION_TERMINATED, \
            OKHTTP=CONNECTION_TERMINATED, JETTY=PROTOCOL_ERROR, REST_TEMPLATE=CONNECTION_TERMINATED, \
            WEB_CLIENT=CONNECTION_TERMINATED, REST_CLIENT_REACTOR=CONNECTION_TERMINATED, FEIGN=PROTOCOL_ERROR
            # HttpURLConnection and HC5 take the end of the connection for the end of the headers.
            CUT_HEADERS | RESPONSE_INCOMPLETE | URL_CONNECTION=answer, APACHE=answer, OKHTTP=CONNECTION_TERMINATED, \
            JETTY=PROTOCOL_ERROR, REST_TEMPLATE=answer, FEIGN=answer
            # HttpURLConnection gives a short body; Jetty throws as if no answer had begun.
            CUT_LENGTH_BY_FIN | RESPONSE_INCOMPLETE | URL_CONNECTION=answer, JETTY=CONNECTION_TERMINATED, FEIGN=answer
            # A reset may overtake what was sent before it, and only the JDK's client says what it was reading.
            CUT_LENGTH_BY_RST | RESPONSE_INCOMPLETE/CONNECTION_TERMINATED
            # OkHttp and Jetty throw an EOFException, as if no answer had begun.
            CUT_CHUNKS_BY_FIN | RESPONSE_INCOMPLETE | OKHTTP=CONNECTION_TERMINATED, JETTY=CONNECTION_TERMINATED
            CUT_CHUNKS_BY_RST | RESPONSE_INCOMPLETE/CONNECTION_TERMINATED
            # HC5 skips what is no status line and finds nothing behind it.
            GARBAGE | PROTOCOL_ERROR | APACHE=CONNECTION_TERMINATED, REST_TEMPLATE=CONNECTION_TERMINATED
            SSH_BANNER | PROTOCOL_ERROR | APACHE=CONNECTION_TERMINATED, REST_TEMPLATE=CONNECTION_TERMINATED
            STATUS_TEXT | PROTOCOL_ERROR | APACHE=CONNECTION_TERMINATED, REST_TEMPLATE=CONNECTION_TERMINATED
            # Only Netty has a limit that these exceed.
            LONG_HEADER | answer | WEB_CLIENT=RESPONSE_HEADER_SIZE, REST_CLIENT_REACTOR=RESPONSE_HEADER_SIZE
            MANY_HEADERS | answer | WEB_CLIENT=RESPONSE_HEADER_SIZE, REST_CLIENT_REACTOR=RESPONSE_HEADER_SIZE
            # Jetty closes the connection and tells of that.
            BAD_CHUNK | RESPONSE_TRANSFER_CODING | JETTY=CONNECTION_TERMINATED
            BAD_SECOND_CHUNK | RESPONSE_TRANSFER_CODING | JETTY=CONNECTION_TERMINATED
            # The others pick one.
            TWO_LENGTHS | PROTOCOL_ERROR | JDK=answer, URL_CONNECTION=answer, OKHTTP=answer, REST_CLIENT=answer, FEIGN=answer
            # The others read to the end of the connection.
            LENGTH_TEXT | PROTOCOL_ERROR | URL_CONNECTION=answer, OKHTTP=answer, FEIGN=answer
            NEGATIVE_LENGTH | PROTOCOL_ERROR | URL_CONNECTION=answer, FEIGN=answer
            # The others take it for an answer without a body; Feign throws for every status that is no success.
            UNASKED_101 | PROTOCOL_ERROR | URL_CONNECTION=answer, OKHTTP=answer, JETTY=answer, WEB_CLIENT=answer, \
            REST_CLIENT_REACTOR=answer
            # A thousand are nothing to the others, but HttpURLConnection takes the first for the answer.
            INTERIM_FLOOD | PROTOCOL_ERROR | URL_CONNECTION=RESPONSE_TIMEOUT, APACHE=answer, JETTY=answer, \
            REST_TEMPLATE=answer, WEB_CLIENT=answer, REST_CLIENT_REACTOR=answer
            # So it does with the only one.
            EARLY_HINTS | answer | URL_CONNECTION=RESPONSE_TIMEOUT, FEIGN=PROTOCOL_ERROR
            # HC5 skips what is no status line. The others leave the number to the app.
            STATUS_ZERO | PROTOCOL_ERROR | URL_CONNECTION=answer, OKHTTP=answer
            STATUS_TWO_DIGITS | PROTOCOL_ERROR | URL_CONNECTION=answer, APACHE=CONNECTION_TERMINATED, \
            REST_TEMPLATE=CONNECTION_TERMINATED
            STATUS_600 | answer | URL_CONNECTION=PROTOCOL_ERROR, WEB_CLIENT=PROTOCOL_ERROR, FEIGN=PROTOCOL_ERROR
            # The others go by the chunks, or by the status.
            LENGTH_BESIDE_CHUNKS | answer | JETTY=PROTOCOL_ERROR, WEB_CLIENT=PROTOCOL_ERROR, \
            REST_CLIENT_REACTOR=PROTOCOL_ERROR
            LENGTH_IN_204 | answer | JDK=PROTOCOL_ERROR, OKHTTP=PROTOCOL_ERROR, REST_CLIENT=PROTOCOL_ERROR
            EXCESS_BODY | answer
            # OkHttp goes on reading behind it; Jetty closes the connection and tells of that.
            BAD_CHUNK_END | RESPONSE_TRANSFER_CODING | OKHTTP=answer, JETTY=CONNECTION_TERMINATED
            # The JDK's clients leave the content to the app.
            GZIP_GARBAGE | RESPONSE_CONTENT_CODING | JDK=answer, URL_CONNECTION=answer, REST_CLIENT=answer
            GZIP_CORRUPT | RESPONSE_CONTENT_CODING | JDK=answer, URL_CONNECTION=answer, REST_CLIENT=answer
            # Jetty and Netty take what came for whole.
            GZIP_CUT | RESPONSE_CONTENT_CODING | JDK=answer, URL_CONNECTION=answer, REST_CLIENT=answer, JETTY=answer, \
            WEB_CLIENT=answer, REST_CLIENT_REACTOR=answer
            # Jetty does not look at it.
            GZIP_WRONG_CRC | RESPONSE_CONTENT_CODING | JDK=answer, URL_CONNECTION=answer, REST_CLIENT=answer, JETTY=answer
            # OkHttp and Jetty decode gzip only.
            DEFLATE_GARBAGE | RESPONSE_CONTENT_CODING | JDK=answer, URL_CONNECTION=answer, REST_CLIENT=answer, \
            OKHTTP=answer, JETTY=answer
            # The others leave the status to the app.
            STATUS_503 | DOWNSTREAM_STATUS | JDK=answer, APACHE=answer, OKHTTP=answer, JETTY=answer
            STATUS_500 | own | JDK=answer, APACHE=answer, OKHTTP=answer, JETTY=answer
            TLS_EXPIRED | TLS_CERTIFICATE_ERROR
            TLS_UNKNOWN_CA | TLS_CERTIFICATE_ERROR
            TLS_WRONG_HOST | TLS_CERTIFICATE_ERROR
            # For the others the handshake is reading like any other.
            TLS_STALL | CONNECTION_TIMEOUT | URL_CONNECTION=RESPONSE_TIMEOUT, OKHTTP=RESPONSE_TIMEOUT, JETTY=RESPONSE_TIMEOUT, \
            FEIGN=RESPONSE_TIMEOUT
            # Jetty's own threads race for who sees the end.
            TLS_FIN | TLS_PROTOCOL_ERROR | JETTY=TLS_PROTOCOL_ERROR/CONNECTION_TERMINATED
            TLS_NOT_TLS | TLS_PROTOCOL_ERROR | JETTY=TLS_PROTOCOL_ERROR/CONNECTION_TERMINATED
            # In TLS 1.3 the alert comes after the handshake and races with the request's writing.
            TLS_CLIENT_CERTIFICATE | TLS_ALERT_RECEIVED/CONNECTION_TERMINATED
            # Jetty's own threads race for who sees the end here, too, and what lost comes along as a suppressed exception.
            TLS_CLIENT_CERTIFICATE_12 | TLS_ALERT_RECEIVED | JETTY=TLS_ALERT_RECEIVED/CONNECTION_TERMINATED
            TLS_NO_CIPHER | TLS_ALERT_RECEIVED | JETTY=TLS_ALERT_RECEIVED/CONNECTION_TERMINATED
            """;

    private static final long LONG_AFTER_ANY_TIME_OUT = 2;

    private static final Authority AUTHORITY = new Authority();
    private static final HandshakeCertificates TRUSTED = AUTHORITY.client();

    /** A new one for each run of the class: what is run again must find its servers. */
    @SuppressWarnings("NullAway.Init") // before all
    private static Place place;

    private final FaultClassifier classifier = new FaultClassifier();

    @BeforeAll
    static void arrive() {
        place = new Place(AUTHORITY);
    }

    @AfterAll
    static void leave() throws IOException {
        place.close();
    }

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (String line : TABLE.lines().filter(row -> !row.startsWith("#")).toList()) {
            String[] columns = line.split("\\|", -1);
            DownstreamFailure trouble = DownstreamFailure.valueOf(columns[0].trim());
            Map<ProxyVariants, String> deviations = deviations(columns.length > 2 ? columns[2] : "");
            for (ProxyVariants way : ProxyVariants.values()) {
                cells.add(Arguments.of(trouble, way, deviations.getOrDefault(way, columns[1].trim())));
            }
        }
        return cells.stream();
    }

    private static Map<ProxyVariants, String> deviations(String column) {
        Map<ProxyVariants, String> deviations = new EnumMap<>(ProxyVariants.class);
        Arrays.stream(column.split(",", -1))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .forEach(part -> {
                    String[] pair = part.split("=", 2);
                    deviations.put(ProxyVariants.valueOf(pair[0]), pair[1]);
                });
        return deviations;
    }

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @MethodSource("cells")
    void theFaultIsReadFromWhatTheClientThrows(DownstreamFailure trouble, ProxyVariants way, String expected)
            throws Exception {
        Told told = ask(trouble, way);
        if (told.isOutOfTime() && !told.fits(expected)) {
            // A busy machine may not manage a handshake in a second: once more.
            told = ask(trouble, way);
        }

        assertThat(expected.split("/", -1))
                .as("%s, thrown %s", way, told.thrown().map(Thrown::chain).orElse("nothing"))
                .contains(told.word());
    }

    private record Told(String word, Optional<Throwable> thrown) {
        boolean fits(String expected) {
            return List.of(expected.split("/", -1)).contains(word);
        }

        boolean isOutOfTime() {
            return word.endsWith("_TIMEOUT") || word.equals("hangs");
        }
    }

    private Told ask(DownstreamFailure trouble, ProxyVariants way) throws Exception {
        URI uri = trouble.at(place);
        // A client of its own, or a connection kept from the trouble before is in the way.
        ProxyVariant client = way.open(TRUSTED);

        CompletableFuture<Optional<Throwable>> asking =
                CompletableFuture.supplyAsync(() -> Thrown.by(() -> client.get(uri)), FaultTableTest::startThread);
        Told told;
        try {
            Optional<Throwable> thrown = asking.get(LONG_AFTER_ANY_TIME_OUT, TimeUnit.SECONDS);
            told = new Told(thrown.map(this::word).orElse("answer"), thrown);
        } catch (TimeoutException e) {
            told = new Told("hangs", Optional.empty());
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
        if (told.word().equals("hangs")) {
            // Lets it go, and with it the thread.
            place.downstream().behave(Answer.ok("calm"));
            asking.get();
        }
        client.close();
        return told;
    }

    private static void startThread(Runnable task) {
        Thread thread = new Thread(task, "asking");
        thread.setDaemon(true);
        thread.start();
    }

    private String word(Throwable thrown) {
        return classifier.classify(thrown).map(failed -> failed.fault().name()).orElse("own");
    }

    @ParameterizedTest(name = "503 by {0}")
    @MethodSource("statusThrowers")
    void theDownstreamsOwnStatusIsKept(ProxyVariants way) throws IOException {
        try (ProxyVariant client = way.open(TRUSTED)) {
            for (int status : new int[] {502, 503, 504}) {
                place.downstream().behave(Answer.status(status));
                Throwable thrown =
                        Thrown.by(() -> client.get(place.downstream().uri())).orElseThrow();

                assertThat(classifier.classify(thrown))
                        .map(Outcome.Failed::status)
                        .contains(status);
            }
        }
    }

    static Stream<ProxyVariants> statusThrowers() {
        return Stream.of(
                ProxyVariants.URL_CONNECTION,
                ProxyVariants.REST_CLIENT,
                ProxyVariants.REST_TEMPLATE,
                ProxyVariants.WEB_CLIENT,
                ProxyVariants.FEIGN);
    }
}
