package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Static files of Jetty's own servlet. For a range that can't be satisfied it has its core write the error page, and does so for
 * its own request alone: through a request that any filter has wrapped, the status and the headers come, and no page.
 */
public abstract class StaticFilesContract extends GuardedContract {
    private static final String FILE = "/file.txt";
    private static final List<String> HEADERS = List.of("Content-Range", "Accept-Ranges", "Cache-Control");

    private static final Filter WRAPS = (request, response, chain) ->
            chain.doFilter(new HttpServletRequestWrapper((HttpServletRequest) request), response);

    @TempDir
    private Path folder;

    /** The container's servlet for the files in that folder. */
    protected abstract Servlet fileServlet(Path files);

    @BeforeEach
    final void writeFile() throws IOException {
        Files.writeString(folder.resolve("file.txt"), "0123456789");
    }

    private RawResponse alone(String range) {
        return seen(GuardedApp.empty(), range);
    }

    private RawResponse seen(GuardedApp app, String range) {
        URI uri = start(app.with(ServletEntry.of("/", fileServlet(folder))));
        return ask(uri, RawRequest.get(FILE).with("Range", range));
    }

    private static void assertSameHead(RawResponse seen, RawResponse alone) {
        assertThat(seen.status()).isEqualTo(alone.status());
        for (String header : HEADERS) {
            assertThat(seen.headers().all(header))
                    .as(header)
                    .isEqualTo(alone.headers().all(header));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"guard", "observe"})
    void aRangeIsTheSame(String mode) {
        RawResponse alone = alone("bytes=2-4");
        RawResponse guarded = seen(GuardedApp.empty().with(guard("mode=" + mode)), "bytes=2-4");

        assertSameHead(guarded, alone);
        assertThat(guarded.status()).isEqualTo(206);
        assertThat(guarded.body()).isEqualTo(alone.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"guard", "observe"})
    void aRangeThatCannotBeSatisfiedLosesItsPageAlone(String mode) {
        RawResponse alone = alone("bytes=99-");
        RawResponse guarded = seen(GuardedApp.empty().with(guard("mode=" + mode)), "bytes=99-");

        assertSameHead(guarded, alone);
        assertThat(guarded.status()).isEqualTo(416);
        assertThat(guarded.header("Content-Range")).isEqualTo("bytes */10");
        assertThat(alone.body().utf8()).contains("<html");
        assertThat(guarded.body().length()).isZero();
    }

    @Test
    void soItDoesBehindAnyFilterThatWrapsTheRequest() {
        RawResponse alone = alone("bytes=99-");
        RawResponse wrapped = seen(GuardedApp.empty().with(FilterEntry.of("wraps", WRAPS)), "bytes=99-");

        assertSameHead(wrapped, alone);
        assertThat(wrapped.body().length()).isZero();
    }
}
