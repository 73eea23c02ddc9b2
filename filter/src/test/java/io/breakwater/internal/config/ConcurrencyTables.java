package io.breakwater.internal.config;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The part of {@link SettingTables} that is about how many requests are let in. */
final class ConcurrencyTables {

    static final String REFUSED =
            """
            concurrency.max=0 | is less than 1 | none, or auto, or a whole number from 1 to 1000000
            concurrency.max=unlimited | is not a whole number | none, or auto, or
            concurrency.max=Auto | is not a whole number | none, or auto, or
            concurrency.min=0 | is less than 1 | a whole number from 1 to 1000000
            concurrency.share=0% | is less than 1% | a percentage from 1% to 100%
            concurrency.share=0.6 | looks like a fraction | 1% to 100%
            priority=urgent | is none of the words allowed | high or low or normal
            priority.header=X Priority | is no header name | none, or a header's name
            priority.health=/* | lists /*, which leaves nothing to guard | none, or a list of patterns
            priority.health=health | must begin with a slash | none, or a list of patterns
            """;

    private ConcurrencyTables() {}

    /** Returns key and value, the part of a route's settings that shows the value, and what that part is. */
    static Stream<Arguments> values() {
        return Stream.of(
                value("concurrency.max=150", ConcurrencySettings::max, OptionalInt.of(150)),
                value("concurrency.max=none", ConcurrencySettings::max, OptionalInt.empty()),
                value("concurrency.max=auto", ConcurrencySettings::max, OptionalInt.empty()),
                value("concurrency.max=auto", ConcurrencySettings::isAuto, true),
                value("concurrency.min=3", ConcurrencySettings::min, 3),
                value("concurrency.share=40%", ConcurrencySettings::share, 0.4),
                value("priority=low", ConcurrencySettings::priority, Priority.LOW),
                value("priority.header=X-Priority", ConcurrencySettings::priorityHeader, Optional.of("X-Priority")),
                value("priority.health=none", ConcurrencySettings::healthChecks, List.of()),
                value("priority.health=/up", ConcurrencySettings::healthChecks, List.of("/up")));
    }

    private static Arguments value(String pair, Function<ConcurrencySettings, Object> part, Object expected) {
        Function<RouteSettings, Object> ofRoute = route -> part.apply(route.concurrency());
        return arguments(pair, ofRoute, expected);
    }
}
