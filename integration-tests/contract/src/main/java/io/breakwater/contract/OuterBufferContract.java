package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.contract.app.KeepingResponse;
import io.breakwater.contract.app.LateWriter;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A filter in front that keeps the response until the chain has returned does not keep the page for as long. */
@Promise("OuterBuffer")
public class OuterBufferContract extends GuardedContract {

    /** Keeps the head, too. */
    private static final class Keeping extends KeepingResponse {
        Keeping(HttpServletResponse response) {
            super(response, out -> new PrintWriter(out, false, StandardCharsets.UTF_8));
        }

        @Override
        public void setContentLength(int length) {
            // It will know better.
        }

        @Override
        public void setContentLengthLong(long length) {
            // It will know better.
        }

        @Override
        public void flushBuffer() {
            // Not yet.
        }

        @Override
        public void reset() {
            super.reset();
            drop();
        }

        @Override
        public void resetBuffer() {
            super.resetBuffer();
            drop();
        }

        byte[] body() {
            getWriter().flush();
            return kept();
        }
    }

    private static Filter keeping(boolean coding) {
        return (request, response, chain) -> {
            HttpServletResponse outer = (HttpServletResponse) response;
            Keeping keeping = new Keeping(outer);
            if (coding) {
                outer.setHeader("Content-Encoding", "gzip");
            }
            chain.doFilter(request, keeping);
            byte[] body = coding ? zipped(keeping.body()) : keeping.body();
            if (body.length > 0) {
                outer.setContentLength(body.length);
                outer.getOutputStream().write(body);
            }
        };
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private URI startBehind(Filter filter, LateWriter app) {
        return start(GuardedApp.empty()
                .with(FilterEntry.of("keeping", filter))
                .with(guard("timeout=300ms", "timeout-interrupt=false"))
                .with(ServletEntry.of("/*", app.asServlet())));
    }

    @Test
    void thePageAtTheDeadlineGoesPastIt() throws Exception {
        LateWriter app = new LateWriter("late");
        RawClient client = connect(startBehind(keeping(false), app)).send(visit("/"));

        RawResponse seen = client.receive();

        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).contains("</html>", seen.header(ID));
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
        app.awaitArrival();
        app.letGo();
    }

    @Test
    void aPageThatWaitsForTheChainIsToldOfThenAndTheFilterInAWarning() throws Exception {
        try (LogLines log = LogLines.of("io.breakwater.exchange")) {
            LateWriter app = new LateWriter("late");
            RawClient client = connect(startBehind(keeping(true), app)).send(visit("/"));
            await().until(() -> log.messages(Level.WARN).stream()
                    .anyMatch(line -> line.contains("codes it") && line.contains("Keeping")));
            assertThat(reports.all()).isEmpty();

            app.letGo();

            RawResponse seen = client.receive();
            assertThat(seen.status()).isEqualTo(504);
            try (GZIPInputStream in =
                    new GZIPInputStream(new ByteArrayInputStream(seen.body().toArray()))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("</html>");
            }
            assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
        }
    }
}
