package io.breakwater;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.breakwater.config.EffectiveValue;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** An engine that reads its settings from a file, and what it logs; is closed after the test. */
final class EngineOfFile implements BeforeEachCallback, AfterEachCallback {

    /** The line that has the file looked at often. */
    static final String OFTEN = "\nbreakwater.reload.interval=100ms\n";
    /** The line that has it read when somebody asks for it. */
    static final String NEVER = "\nbreakwater.reload.interval=0\n";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.breakwater");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Optional<Breakwater> engine = Optional.empty();

    @Override
    public void beforeEach(ExtensionContext context) {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        engine.ifPresent(Breakwater::close);
        logger.setLevel(null);
        logger.detachAppender(log);
    }

    Breakwater start(Path file, CircuitBreakerRegistry registry) {
        return start(Breakwater.builder().circuitBreakerRegistry(registry).set("breakwater.config", file.toString()));
    }

    Breakwater start(Path file) {
        return start(file, CircuitBreakerRegistry.ofDefaults());
    }

    Breakwater start(Breakwater.Builder builder) {
        Breakwater breakwater = builder.build();
        engine = Optional.of(breakwater);
        return breakwater;
    }

    /** The value in force of the default route. */
    String value(String key) {
        return engine.orElseThrow().settings().stream()
                .filter(value -> value.route().equals("default") && value.key().equals(key))
                .map(EffectiveValue::value)
                .findFirst()
                .orElseThrow();
    }

    void awaitTimeout(String value) {
        await().until(() -> value("timeout").equals(value));
    }

    List<String> lines(Level level) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().equals(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    void awaitLine(Level level, Predicate<String> line) {
        await().until(() -> lines(level).stream().anyMatch(line));
    }
}
