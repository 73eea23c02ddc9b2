package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Reading;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import io.breakwater.fault.Fault;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A second attempt reads the request that the first has found, or the first one's failure is answered. */
@Promise("SecondReading")
public class SecondReadingContract extends GuardedContract {
    private static final String[] POST_TOO = {"retry.unsent-methods=POST", "retry.max-attempts=3"};
    private static final List<Reading> WAYS = List.of(Reading.BODY, Reading.READER, Reading.FORM);
    private static final RawRequest FORM = Reading.FORM.post("/", "harbour");
    /** An accented letter, of which each encoding makes something else. */
    private static final byte[] ACCENTED = "name=h\u00e4rbour".getBytes(StandardCharsets.UTF_8);

    /** What the second attempt and those after it have read; an app that is refused reads nothing. */
    private final List<String> read = new CopyOnWriteArrayList<>();

    private final AtomicInteger attempts = new AtomicInteger();

    /** Whether the app starts asynchronous operation in each attempt. */
    protected boolean isAsync() {
        return false;
    }

    /** What an attempt does with its request; says what it has read. */
    private interface Use {
        String of(HttpServletRequest request) throws IOException, ServletException;
    }

    /** Reads as {@code first} does and fails, as if nobody had listened; reads as {@code second} does ever after. */
    private URI start(Use first, Use second) {
        Subject app = (request, response) -> {
            if (attempts.incrementAndGet() == 1) {
                first.of(request);
                if (isAsync()) {
                    request.startAsync();
                }
                throw new ConnectException("Connection refused");
            }
            answer(second, request, response);
        };
        return start(GuardedApp.empty()
                .with(guard(POST_TOO).forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of("/*", app.asServlet()).async()));
    }

    private void answer(Use use, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!isAsync()) {
            write(use.of(request), response);
            return;
        }
        AsyncContext context = request.startAsync();
        AsyncSubject.run(() -> {
            try {
                write(use.of(request), response);
            } catch (IllegalStateException e) {
                // As apps do that answer for whatever their own threads throw.
                response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            } finally {
                context.complete();
            }
        });
    }

    private void write(String text, HttpServletResponse response) throws IOException {
        read.add(text);
        response.setContentType("text/plain");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the app reads that way without the guard. */
    private String alone(Use use, RawRequest request) {
        URI uri = start(GuardedApp.empty()
                .with(ServletEntry.of(
                        "/*", ((Subject) (asked, response) -> write(use.of(asked), response)).asServlet())));
        String text = ask(uri, request).body().utf8();
        read.clear();
        return text;
    }

    static Stream<Arguments> pairs() {
        return WAYS.stream().flatMap(first -> WAYS.stream().map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest(name = "{0}, then {1}")
    @MethodSource("pairs")
    void whatTheFirstHasReadInOneWayTheSecondReadsInAnotherOrNotAtAll(Reading first, Reading second) {
        String bare = alone(second::from, FORM);
        URI uri = start(first::from, second::from);

        RawResponse seen = ask(uri, FORM.with("Accept", BROWSER));

        assertThat(read).isSubsetOf(bare);
        if (first == second || (first == Reading.BODY && second == Reading.READER)) {
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body().utf8()).isEqualTo(bare);
        } else {
            assertPage(seen);
        }
    }

    @Test
    void aFormAndThenItsStreamAreReadTheSameTwice() {
        Use both = request -> request.getParameter("name") + "|"
                + new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String bare = alone(both, FORM);

        assertThat(ask(start(both, both), FORM).body().utf8()).isEqualTo(bare);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aStreamAndThenItsFormAreReadTheSameTwice() {
        Use both = request -> new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8) + "|"
                + request.getParameter("name");
        String bare = alone(both, FORM);

        assertThat(ask(start(both, both), FORM).body().utf8()).isEqualTo(bare);
        assertThat(attempts).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/plain;charset=utf-8", "application/x-www-form-urlencoded"})
    void anEncodingThatTheFirstHasSetIsNotThereInTheSecond(String type) {
        Use asks = request -> String.valueOf(request.getCharacterEncoding());
        RawRequest request = RawRequest.of("POST", "/", Bytes.of(ACCENTED)).with("Content-Type", type);
        String bare = alone(asks, request);

        RawResponse seen = ask(start(SecondReadingContract::setsGreek, asks), request);

        assertThat(seen.body().utf8()).isEqualTo(bare);
    }

    @ParameterizedTest
    @EnumSource(names = "PARTS", mode = EnumSource.Mode.EXCLUDE)
    void whatTheFirstHasSetNeverDecodesWhatTheSecondReads(Reading second) {
        RawRequest request = RawRequest.of("POST", "/", Bytes.of(ACCENTED))
                .with("Content-Type", "application/x-www-form-urlencoded")
                .with("Accept", BROWSER);
        String bare = alone(second::from, request);

        RawResponse seen = ask(start(SecondReadingContract::setsGreek, second::from), request);

        assertThat(read).isSubsetOf(bare);
        if (read.isEmpty()) {
            assertPage(seen);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void anEncodingThatTheFirstHasReadWithNeverDecodesWhatTheSecondReads(Reading first, Reading second) {
        RawRequest request = RawRequest.of("POST", "/", Bytes.of(ACCENTED))
                .with("Content-Type", "application/x-www-form-urlencoded")
                .with("Accept", BROWSER);
        String bare = alone(second::from, request);
        Use greek = asked -> setsGreek(asked) + first.from(asked);

        RawResponse seen = ask(start(greek, second::from), request);

        assertThat(read).isSubsetOf(bare);
        if (read.isEmpty()) {
            assertPage(seen);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "PARTS", mode = EnumSource.Mode.EXCLUDE)
    void anEncodingThatBothSetIsThereInBoth(Reading way) {
        RawRequest request = RawRequest.of("POST", "/", Bytes.of(ACCENTED))
                .with("Content-Type", "application/x-www-form-urlencoded");
        Use both = asked -> setsGreek(asked) + way.from(asked) + asked.getCharacterEncoding();
        String bare = alone(both, request);

        assertThat(ask(start(both, both), request).body().utf8()).isEqualTo(bare);
        assertThat(attempts).hasValue(2);
    }

    private static String setsGreek(HttpServletRequest request) throws IOException {
        request.setCharacterEncoding("ISO-8859-7");
        return "";
    }

    private void assertPage(RawResponse seen) {
        assertThat(read).isEmpty();
        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.body().utf8()).contains("<html");
        assertThat(attempts).hasValueLessThanOrEqualTo(2);
        assertThat(reports.only().fault()).contains(Fault.CONNECTION_REFUSED);
    }
}
