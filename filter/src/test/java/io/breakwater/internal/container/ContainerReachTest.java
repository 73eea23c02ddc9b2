package io.breakwater.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.breakwater.internal.exchange.fake.FakeRequest;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.internal.log.Logs;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.List;
import org.apache.catalina.fake.ChangedResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ContainerReachTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Logs.nameOf(ContainerReach.class));
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    private List<String> logged() {
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    private static void tryTwice(HttpServletResponse response) {
        ContainerReach reach = new ContainerReach(new Containers());
        reach.tryOnce(FakeRequest.get("/"), response);
        reach.tryOnce(FakeRequest.get("/"), response);
    }

    @Test
    void whatIsLostInAnUnknownContainerIsToldOnce() {
        tryTwice(new HttpServletResponseWrapper(new FakeResponse()));

        assertThat(logged()).hasSize(1).allSatisfy(line -> assertThat(line)
                .contains("WARN", FakeResponse.class.getName(), "may look whole to the client"));
    }

    @Test
    void whatAVersionHasChangedIsToldOnce() {
        tryTwice(new ChangedResponse());

        assertThat(logged()).hasSize(1).allSatisfy(line -> assertThat(line)
                .contains("WARN", "no way to the container's connections", "may look whole to the client"));
    }
}
