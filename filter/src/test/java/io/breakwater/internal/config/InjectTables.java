package io.breakwater.internal.config;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The rows of {@link SettingTables} for what is injected. */
final class InjectTables {

    static final String DEFAULTS =
            """
            inject.fault | none
            inject.latency | none
            inject.status | none
            inject.cut-after | none
            inject.percent | 100%
            inject.header | none
            inject.until | none
            inject.votes | false
            inject.confirm | false
            """;

    static final InjectSettings DEFAULT = new InjectSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            100,
            Optional.empty(),
            Optional.empty(),
            false,
            Map.of());

    static final String REFUSED =
            """
            inject.fault=conection_refused | is not a fault; did you mean connection_refused? | none, or one of dns_error
            inject.fault=downstream_status | says nothing of the status: write inject.status=503 instead | none, or one of dns_error
            inject.fault=client_gone | is the visitor's doing and not the downstream's | none, or one of dns_error
            inject.fault=connection_refused | needs inject.until, the time at which it ends by itself | none, or one of dns_error
            inject.latency=2 | has no unit: write 2s for seconds or 2ms | a duration from 1ms to 10m
            inject.latency=2s | needs inject.until, the time at which it ends by itself | a duration from 1ms to 10m
            inject.status=302 | is less than 400 | a whole number from 400 to 599
            inject.status=503 | needs inject.until, the time at which it ends by itself | a whole number from 400 to 599
            inject.cut-after=10 | has no unit: write 10KB or 10B | a size from 0B to 100MB
            inject.cut-after=10KB | needs inject.until, the time at which it ends by itself | a size from 0B to 100MB
            inject.percent=0.5 | looks like a fraction: write 20%, not 0.2 | a percentage from 0% to 100%
            inject.header=X-Game-Day | is no header's name with a colon and a secret | at least 16 characters
            inject.header=X-Game-Day: too-short | lists X-Game-Day with a secret of fewer than 16 characters | at least 16 characters
            inject.until=2026-12-01T22:00 | has no zone | none, or a date and time with its zone
            inject.votes=yes | is none of the words allowed | false or true
            inject.confirm=yes | is none of the words allowed | false or true
            """;

    private InjectTables() {}

    static Stream<Arguments> values() {
        return Stream.of(
                value("inject.fault=none", InjectSettings::fault, Optional.<Fault>empty()),
                value("inject.latency=none", InjectSettings::latency, Optional.<Duration>empty()),
                value("inject.status=none", InjectSettings::status, Optional.<Integer>empty()),
                value("inject.cut-after=none", InjectSettings::cutAfter, Optional.<Integer>empty()),
                value("inject.percent=5", InjectSettings::percent, 5.0),
                value("inject.percent=0.5%", InjectSettings::percent, 0.5),
                value(
                        "inject.header=X-Game-Day: 0123456789abcdef",
                        InjectSettings::header,
                        Optional.of(new HeaderSecret("X-Game-Day", "0123456789abcdef"))),
                value(
                        "inject.until=2026-12-01T22:00+01:00",
                        InjectSettings::until,
                        Optional.of(Instant.parse("2026-12-01T21:00:00Z"))),
                value("inject.votes=true", InjectSettings::votes, true),
                value("inject.confirm=true", InjectSettings::isOn, false));
    }

    private static Arguments value(String pair, Function<InjectSettings, Object> part, Object expected) {
        Function<RouteSettings, Object> ofRoute = route -> part.apply(route.inject());
        return arguments(pair, ofRoute, expected);
    }
}
