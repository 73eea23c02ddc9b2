package io.breakwater.operations.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.operations.MeasuredApp;
import io.breakwater.operations.Tree;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the lines of a failure have in JSON: whatever wrote them, and whatever thread, the correlation ID and the trace's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JsonLogs {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    /** An escaped slash, which JSON allows and YAML does not know. */
    private static final Pattern SLASH = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\/");

    @TempDir
    Path directory;

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** Has the recipe in {@code docs/operations} in force, which writes to {@link System#out} as that is now. */
    abstract void configure() throws Exception;

    /** Puts back what was in force. */
    abstract void restore() throws Exception;

    /** The name of the field that has the message. */
    abstract String messageField();

    @BeforeAll
    void capture() throws Exception {
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        configure();
    }

    @AfterAll
    void release() throws Exception {
        System.setOut(before);
        restore();
    }

    @Test
    void aFailureOnTheRequestsThreadBearsBothIds() throws Exception {
        assertLogged("/orders/refused", "connection_refused");
    }

    @Test
    void aDeadlineOnTheAnsweringThreadBearsBothIds() throws Exception {
        assertLogged("/slow/held", "http_response_timeout");
    }

    private void assertLogged(String path, String fault) throws Exception {
        try (MeasuredApp app = MeasuredApp.start(directory)) {
            HttpResponse<String> page = app.get(path, "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
            String id = page.headers().firstValue("X-Request-ID").orElseThrow();

            await().untilAsserted(() -> assertThat(lines())
                    .filteredOn(line -> line.text(messageField()).startsWith("exchange correlationId=" + id))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.text(messageField())).contains("fault=" + fault);
                        assertThat(line.at("mdc").text("correlationId")).isEqualTo(id);
                        assertThat(line.at("mdc").text("traceId")).isEqualTo(TRACE);
                    }));
        }
    }

    private List<Tree> lines() {
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .flatMap(line -> line.isBlank()
                        ? Stream.of()
                        : Stream.of(Tree.parse(SLASH.matcher(line).replaceAll("$1/"))))
                .toList();
    }
}
