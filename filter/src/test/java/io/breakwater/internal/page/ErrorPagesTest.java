package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.breakwater.fault.Fault;
import io.breakwater.internal.log.Logs;
import io.breakwater.page.Page;
import io.breakwater.page.PageFormat;
import io.breakwater.page.PageModel;
import io.breakwater.page.RenderedPage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class ErrorPagesTest {

    private static final PageModel MODEL = AModel.of(Fault.CIRCUIT_OPEN)
            .downstream("orders")
            .retryAfter(Duration.ofMillis(4200))
            .build();

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
        logger().setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
        logger().setAdditive(true);
    }

    @Test
    void aPersonGetsThePageWithEveryHeaderInOrder() {
        ErrorResponse response =
                Pages.errorPages(false).response(MODEL, name -> name.equals("Accept") ? "text/html" : null);

        assertThat(response.status()).isEqualTo(503);
        assertThat(names(response))
                .containsExactly(
                        "Content-Type",
                        "X-Request-ID",
                        "Retry-After",
                        "Proxy-Status",
                        "Cache-Control",
                        "Vary",
                        "X-Robots-Tag",
                        "X-Content-Type-Options",
                        "Content-Security-Policy",
                        "Content-Language",
                        "Referrer-Policy");
        assertThat(response.headers())
                .contains(
                        Map.entry("Content-Type", "text/html;charset=utf-8"),
                        Map.entry("X-Request-ID", "01JDCAZ3K4T6V8W9XYZ0ABCDEF"),
                        Map.entry("Retry-After", "5"),
                        Map.entry("Proxy-Status", "breakwater;error=destination_unavailable;next-hop=orders"),
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Language", "en"));
    }

    @Test
    void anApiClientGetsJsonAndATerminalGetsText() {
        ErrorPages errorPages = Pages.errorPages(false);

        assertThat(Pages.header(errorPages.response(MODEL, PageFormat.JSON), "Content-Type"))
                .hasValue("application/problem+json");
        // How date and time are joined differs by the JDK.
        assertThat(Pages.body(errorPages.response(MODEL, PageFormat.TEXT)).replace("2026 at ", "2026, "))
                .isEqualTo(
                        """
                503 Sorry, there is a problem with this page

                A service that this page needs has had problems, so we are giving it a moment to recover.
                Try again in about 5 seconds.

                Reference: 01JDCAZ3K4T6V8W9XYZ0ABCDEF
                Time: 22 November 2026, 14:05:09 UTC
                """);
    }

    @Test
    void whoCanUseNoBodyGetsTheStatusAndTheHeadersAlone() {
        ErrorResponse response = Pages.errorPages(false).response(MODEL, PageFormat.NONE);

        assertThat(response.body()).isEmpty();
        assertThat(response.status()).isEqualTo(503);
        assertThat(names(response)).contains("X-Request-ID", "Retry-After").doesNotContain("Content-Type");
    }

    @Test
    void anEventStreamGetsACommentAndEnds() {
        ErrorResponse response = Pages.errorPages(false).response(MODEL, PageFormat.EVENTS);

        assertThat(response.status()).isEqualTo(503);
        assertThat(Pages.header(response, "Content-Type")).hasValue("text/event-stream");
        assertThat(Pages.body(response)).isEqualTo(": circuit_open 01JDCAZ3K4T6V8W9XYZ0ABCDEF\n\n");
    }

    @ParameterizedTest
    @CsvSource({"PT-5S, 1", "PT0S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT90S, 90"})
    void retryAfterIsInWholeSecondsRoundedUp(Duration retryAfter, String expected) {
        PageModel model = AModel.of(Fault.CIRCUIT_OPEN).retryAfter(retryAfter).build();

        assertThat(Pages.header(Pages.errorPages(false).response(model, PageFormat.NONE), "Retry-After"))
                .hasValue(expected);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTML", "JSON", "TEXT"})
    void aUsersPageIsServedAsItIs(PageFormat format) {
        RenderedPage own = new RenderedPage("text/x-own", new byte[] {1, 2}, Optional.of("default-src 'none'"));

        ErrorResponse response = with((model, wanted) -> own).response(MODEL, format);

        assertThat(response.body()).isSameAs(own.body());
        assertThat(response.headers())
                .contains(
                        Map.entry("Content-Type", "text/x-own"),
                        Map.entry("Content-Security-Policy", "default-src 'none'"));
        assertThat(names(response)).doesNotContain("Content-Language");
    }

    @Test
    void aUsersPageThatThrowsGivesWayToTheBuiltInOneAndIsLoggedOnce() {
        ErrorPages errorPages = with((model, format) -> {
            throw new IllegalStateException("broken");
        });

        for (int i = 0; i < 3; i++) {
            assertThat(Pages.body(errorPages.response(MODEL, PageFormat.HTML)))
                    .contains("Sorry, there is a problem with this page");
        }
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getFormattedMessage()).contains("correlationId=01JDCAZ3K4T6V8W9XYZ0ABCDEF");
        assertThat(log.list.get(0).getThrowableProxy().getMessage()).isEqualTo("broken");
    }

    @Test
    void aUsersPageThatOverflowsTheStackOrIsNotLinkedGivesWayToo() {
        for (Error error : List.of(new StackOverflowError(), new NoClassDefFoundError(), new AssertionError())) {
            ErrorResponse response = with((model, format) -> {
                        throw error;
                    })
                    .response(MODEL, PageFormat.HTML);

            assertThat(Pages.body(response)).contains("<!doctype html>");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a page that was compiled without null checks may do
    void aUsersPageThatReturnsNothingGivesWayToo() {
        assertThat(Pages.body(with((model, format) -> null).response(MODEL, PageFormat.HTML)))
                .contains("<!doctype html>");
        assertThat(Pages.body(with((model, format) -> new RenderedPage(null, new byte[0], Optional.empty()))
                        .response(MODEL, PageFormat.HTML)))
                .contains("<!doctype html>");
        assertThat(Pages.body(with((model, format) -> new RenderedPage("a/b", null, Optional.empty()))
                        .response(MODEL, PageFormat.HTML)))
                .contains("<!doctype html>");
    }

    @Test
    @SuppressWarnings("NullAway") // a fault of ours, for want of a likelier one
    void whenEvenTheBuiltInPageFailsTheStatusStillGoesOut() {
        PageModel model = AModel.of(Fault.DNS_ERROR).path(null).build();

        ErrorResponse response = Pages.errorPages(true).response(model, PageFormat.HTML);

        assertThat(response.status()).isEqualTo(502);
        assertThat(response.body()).isEmpty();
        assertThat(names(response)).contains("X-Request-ID", "Cache-Control").doesNotContain("Content-Type");
    }

    @Test
    void anExceptionThatCannotSpeakIsNamedByItsClass() {
        PageModel model = AModel.of(Fault.DNS_ERROR).cause(new Mute()).build();

        ErrorResponse response = Pages.errorPages(true).response(model, PageFormat.HTML);

        assertThat(Pages.body(response)).contains("ErrorPagesTest$Mute");
        assertThat(Pages.header(response, "Proxy-Status").orElseThrow()).contains("ErrorPagesTest$Mute");
    }

    private static final class Mute extends IOException {

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void outOfMemoryIsNotMetWithAnotherPage() {
        ErrorPages errorPages = with((model, format) -> {
            throw new OutOfMemoryError("test");
        });

        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> errorPages.response(MODEL, PageFormat.HTML));
    }

    @Property(tries = 200)
    void noHeaderHoldsALineEndOrAControl(
            @ForAll("nasty") String id,
            @ForAll("nasty") String downstream,
            @ForAll("nasty") String contentType,
            @ForAll("nasty") String policy) {
        PageModel model = AModel.of(Fault.DNS_ERROR)
                .correlationId(id)
                .downstream(downstream)
                .cause(new IOException(contentType))
                .build();
        ErrorPages errorPages = ErrorPages.of(
                Pages.settings(Pages.BRAND, true),
                "X-Request-ID",
                (ignored, format) -> new RenderedPage(contentType, new byte[0], Optional.of(policy)));

        assertThat(errorPages.response(model, PageFormat.HTML).headers())
                .allSatisfy(header -> assertThat(header.getValue()).matches("[ -~]*"));
    }

    /** Whatever a client sends, host, referrer and cookies included, only chooses: none of it comes back. */
    @Property(tries = 300)
    void noRequestHeaderComesBackInAnAnswer(@ForAll("nasty") String value, @ForAll boolean asLanguage) {
        String marked = "zqx" + value + "zqx";
        ErrorResponse response = Pages.errorPages(true).response(MODEL, name -> switch (name) {
            case "Accept" -> asLanguage ? "text/html" : marked;
            case "Accept-Language" -> asLanguage ? "de;q=0.1, " + marked : marked;
            default -> marked;
        });

        assertThat(Pages.body(response)).doesNotContain("zqx");
        assertThat(response.headers())
                .allSatisfy(header ->
                        assertThat(header.getValue()).matches("[ -~]*").doesNotContain("zqx"));
    }

    @Provide
    Arbitrary<String> nasty() {
        return EscapeTest.nasty();
    }

    private static ErrorPages with(Page page) {
        return ErrorPages.of(Pages.settings(Pages.BRAND, false), "X-Request-ID", page);
    }

    private static List<String> names(ErrorResponse response) {
        return response.headers().stream().map(Map.Entry::getKey).toList();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Logs.nameOf(ErrorPages.class));
    }
}
