package io.breakwater.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.breakwater.downstream.Http2;
import io.breakwater.downstream.Http2Failure;
import io.breakwater.failure.Authority;
import io.breakwater.failure.Place;
import io.breakwater.internal.fault.FaultClassifier;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients throw when a stream of HTTP/2 fails, or its connection. */
class Http2FaultTest {

    /** A row for each failure: the fault, and the clients that come to something else, with the reason above; "-" is not
     * asked, and a slash stands between versions and races. */
    private static final String TABLE =
            """
            # Reactor Netty tells of the end alone, whatever the error.
            REFUSED | STREAM_REFUSED | REST_CLIENT_REACTOR=CONNECTION_TERMINATED, WEB_CLIENT=CONNECTION_TERMINATED
            INTERNAL_ERROR | CONNECTION_TERMINATED
            ENHANCE_YOUR_CALM | PROTOCOL_ERROR | REST_CLIENT_REACTOR=CONNECTION_TERMINATED, WEB_CLIENT=CONNECTION_TERMINATED
            CANCEL | CONNECTION_TERMINATED
            # Of the last stream of a GOAWAY only Jetty and newer JDKs tell; OkHttp sends again for as long as it takes.
            GOAWAY_UNPROCESSED | CONNECTION_TERMINATED | JETTY=STREAM_REFUSED, REST_CLIENT_JETTY=STREAM_REFUSED, \
            JDK=CONNECTION_TERMINATED/STREAM_REFUSED, OKHTTP=-
            GOAWAY | CONNECTION_TERMINATED
            CLOSED | CONNECTION_TERMINATED
            # Only Reactor Netty and Spring's RestClient tell that an answer had begun.
            RESET_IN_BODY | CONNECTION_TERMINATED | REST_CLIENT_REACTOR=RESPONSE_INCOMPLETE, WEB_CLIENT=RESPONSE_INCOMPLETE, \
            REST_CLIENT_JETTY=RESPONSE_INCOMPLETE
            RESET_LATE | CONNECTION_TERMINATED | REST_CLIENT_REACTOR=RESPONSE_INCOMPLETE, WEB_CLIENT=RESPONSE_INCOMPLETE, \
            REST_CLIENT_JETTY=RESPONSE_INCOMPLETE
            CLOSED_LATE | CONNECTION_TERMINATED | REST_CLIENT_REACTOR=RESPONSE_INCOMPLETE, WEB_CLIENT=RESPONSE_INCOMPLETE, \
            REST_CLIENT_JETTY=RESPONSE_INCOMPLETE
            """;

    private static final Set<Http2Failure> CLOSING =
            EnumSet.of(Http2Failure.REFUSED, Http2Failure.GOAWAY, Http2Failure.CLOSED, Http2Failure.CLOSED_LATE);

    private static final Authority AUTHORITY = new Authority();

    private final FaultClassifier classifier = new FaultClassifier();
    private final Place place = new Place(AUTHORITY);

    @AfterEach
    void leave() throws Exception {
        place.close();
    }

    static Stream<Arguments> cells() {
        return TABLE.lines().filter(row -> !row.startsWith("#")).flatMap(line -> {
            String[] columns = line.split(" \\| ", -1);
            return Arrays.stream(Http2Variants.values())
                    .map(way -> arguments(Http2Failure.valueOf(columns[0]), way, expected(columns, way)))
                    .filter(cell -> !cell.get()[2].equals("-"));
        });
    }

    private static String expected(String[] columns, Http2Variants way) {
        return Stream.of(columns)
                .skip(2)
                .flatMap(deviations -> Stream.of(deviations.split(", ", -1)))
                .filter(deviation -> deviation.startsWith(way + "="))
                .map(deviation -> deviation.substring(deviation.indexOf('=') + 1))
                .findFirst()
                .orElse(columns[1]);
    }

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @MethodSource("cells")
    void theFaultIsReadFromWhatTheClientThrows(Http2Failure failure, Http2Variants way, String expected)
            throws Exception {
        place.downstream().behave(Http2.answering(failure));

        assertReadAs(expected, way, place.downstream().uri());
    }

    /** Where TLS has something to say in it. */
    static Stream<Arguments> cellsInTls() {
        return cells().filter(cell -> CLOSING.contains(cell.get()[0]));
    }

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @MethodSource("cellsInTls")
    void itIsTheSameInTls(Http2Failure failure, Http2Variants way, String expected) throws Exception {
        place.secure().behave(Http2.answering(failure));

        assertReadAs(expected, way, place.secure().uri());
    }

    private void assertReadAs(String expected, Http2Variants way, URI uri) throws Exception {
        try (ProxyVariant client = way.open(AUTHORITY.client())) {
            Throwable thrown = Thrown.by(() -> client.get(uri)).orElseThrow();

            assertThat(expected.split("/", -1))
                    .as(Thrown.chain(thrown))
                    .contains(classifier
                            .classify(thrown)
                            .map(failed -> failed.fault().name())
                            .orElse("own"));
        }
    }

    /** OkHttp sends again what is not processed, whatever the method. */
    @Test
    void okHttpSendsAPostAgainThatAGoAwayLeavesOut() throws Exception {
        place.downstream().behave(Http2.answering(Http2Failure.GOAWAY_UNPROCESSED, Http2Failure::ok));
        OkHttpClient client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        Request post = new Request.Builder()
                .url(place.downstream().uri().toString())
                .post(RequestBody.create(new byte[] {'x'}))
                .build();

        try (Response response = client.newCall(post).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        assertThat(place.downstream().requests()).isEqualTo(2);
        OkHttpVariant.close(client);
    }
}
