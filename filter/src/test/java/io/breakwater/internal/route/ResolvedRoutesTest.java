package io.breakwater.internal.route;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.breakwater.internal.log.Logs;
import io.breakwater.route.RouteResolver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ResolvedRoutesTest {

    private static final Map<String, String> ROUTES = Map.of("orders", "the orders", "default", "the rest");

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Logs.nameOf(ResolvedRoutes.class));

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    private static @Nullable String found(RouteResolver... resolvers) {
        return new ResolvedRoutes<>(List.of(resolvers), ROUTES).find(AskedRequest.PLAIN);
    }

    @Test
    void theFirstThatNamesARouteHasItsWay() {
        assertThat(found(
                        request -> Optional.empty(),
                        request -> Optional.of("orders"),
                        request -> Optional.of("default")))
                .isEqualTo("the orders");
        assertThat(found(request -> Optional.of("default"))).isEqualTo("the rest");
        assertThat(found(request -> Optional.empty())).isNull();
        assertThat(lines.list).isEmpty();
    }

    @Test
    void oneThatThrowsIsToldOfOnceAndTheOthersAreAsked() {
        RouteResolver broken = request -> {
            throw new IllegalStateException("no tenant");
        };
        @SuppressWarnings("NullAway") // what an app may do that is checked by nobody
        RouteResolver nothing = request -> null;
        ResolvedRoutes<String> routes =
                new ResolvedRoutes<>(List.of(broken, nothing, request -> Optional.of("orders")), ROUTES);

        assertThat(routes.find(AskedRequest.PLAIN)).isEqualTo("the orders");
        assertThat(routes.find(AskedRequest.PLAIN)).isEqualTo("the orders");

        assertThat(lines.list).hasSize(2).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).contains("threw", "[default, orders]", "the patterns decide");
            assertThat(line.getThrowableProxy()).isNotNull();
        });
    }

    @Test
    void oneThatNamesAnUnknownRouteIsToldOfOnceWithThoseThatAreKnown() {
        ResolvedRoutes<String> routes = new ResolvedRoutes<>(List.of(request -> Optional.of("odrers\nX")), ROUTES);

        assertThat(routes.find(AskedRequest.PLAIN)).isNull();
        assertThat(routes.find(AskedRequest.PLAIN)).isNull();

        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getFormattedMessage()).contains("\"odrers\ufffdX\"", "[default, orders]");
    }
}
