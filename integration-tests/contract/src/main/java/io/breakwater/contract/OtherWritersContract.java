package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What was to be sent by somebody else than the app does not get into the page, nor into the next attempt's answer. */
@Promise("OtherWriters")
public class OtherWritersContract extends GuardedContract {
    private static final int LENGTH = 60_000;

    private static void haveTheContainerSendAFile(HttpServletRequest request) throws IOException {
        Path file = Files.createTempFile("download", ".bin");
        file.toFile().deleteOnExit();
        Files.writeString(file, "F".repeat(LENGTH));
        request.setAttribute("org.apache.tomcat.sendfile.filename", file.toString());
        request.setAttribute("org.apache.tomcat.sendfile.start", 0L);
        request.setAttribute("org.apache.tomcat.sendfile.end", (long) LENGTH);
    }

    @Test
    void aPageIsNoneOfTheFile() {
        Subject app = (request, response) -> {
            response.setContentLength(LENGTH);
            haveTheContainerSendAFile(request);
            throw new ConnectException("Connection refused");
        };

        RawResponse seen = ask(start(app), visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.body().utf8()).contains("<html").endsWith("</html>\n").doesNotContain("FFFF");
        assertThat(seen.whole()).isTrue();
    }

    @Test
    void theNextAnswerIsNoneOfTheFile() {
        AtomicInteger attempts = new AtomicInteger();
        Subject app = (request, response) -> {
            if (attempts.incrementAndGet() == 1) {
                haveTheContainerSendAFile(request);
                throw new ConnectException("Connection refused");
            }
            response.setContentLength(4);
            response.getOutputStream().print("calm");
        };

        assertThat(ask(start(app), visit("/")).body().utf8()).isEqualTo("calm");
    }

    @Test
    void whatIsLeftToTheServerInFrontIsNoFailure() {
        Subject app = (request, response) -> {
            response.setHeader("X-Accel-Redirect", "/protected/file");
            response.setContentLength(LENGTH);
        };

        // No client of this container's alone gets such an answer whole.
        connectForShort(start(app)).exchange(RawRequest.get("/"));

        assertThat(reports.only().fault()).isEmpty();
        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
    }

    @Test
    void aBodyThatFallsShortIsAFailureStill() {
        Subject app = (request, response) -> {
            response.setHeader("X-Accel-Buffering", "no");
            response.setContentLength(LENGTH);
            response.getOutputStream().print("some");
        };

        assertThat(ask(start(app), visit("/")).status()).isEqualTo(502);
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_INCOMPLETE);
    }
}
