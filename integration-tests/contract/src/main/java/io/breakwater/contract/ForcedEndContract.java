package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An attempt that ends while the app is still inside a write leaves a response that nobody else writes to. */
@Promise("ForcedEnd")
public class ForcedEndContract extends GuardedContract {
    private static final byte[] STALE = "stale bytes of the first attempt".getBytes(StandardCharsets.US_ASCII);

    private final Gate gate = new Gate();
    private final CompletableFuture<@Nullable Throwable> written = new CompletableFuture<>();
    private final CountDownLatch inside = new CountDownLatch(1);

    /** Outer, and slow with what is written to it. */
    private Filter slow() {
        return (request, response, chain) ->
                chain.doFilter(request, new HttpServletResponseWrapper((HttpServletResponse) response) {
                    @Override
                    public ServletOutputStream getOutputStream() throws IOException {
                        return new SlowStream(super.getOutputStream());
                    }
                });
    }

    @Test
    void neitherAnotherAttemptNorAPageIsMixedWithWhatItWrites() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Subject app = (request, response) -> {
            if (attempts.incrementAndGet() > 1) {
                response.getOutputStream().print("a second attempt");
                return;
            }
            ServletOutputStream out = response.getOutputStream();
            // Whether the container lets it write is the container's affair.
            AsyncSubject.run(() -> written.complete(catchThrowable(() -> out.write(STALE))));
            await(inside);
            throw new ConnectException("Connection refused");
        };
        RawResponse seen = ask(
                start(GuardedApp.empty()
                        .with(FilterEntry.of("slow", slow()))
                        .with(guard())
                        .with(ServletEntry.of("/*", app.asServlet()))),
                visit("/"));
        gate.open();
        written.get(10, TimeUnit.SECONDS);

        assertThat(attempts).hasValue(1);
        assertThat(seen.body().utf8()).doesNotContain("<html", "second attempt");
        assertThat(seen.whole()).isFalse();
        assertThat(reports.only().ending()).isEqualTo(Ending.ABORTED);
        assertThat(reports.only().attempts()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private final class SlowStream extends ServletOutputStream {
        private final ServletOutputStream stream;

        SlowStream(ServletOutputStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            inside.countDown();
            gate.pass();
            stream.write(source, offset, length);
        }

        @Override
        public void write(int b) throws IOException {
            stream.write(b);
        }

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            stream.setWriteListener(listener);
        }
    }
}
