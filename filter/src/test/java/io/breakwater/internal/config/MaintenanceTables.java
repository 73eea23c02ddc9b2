package io.breakwater.internal.config;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.breakwater.internal.config.MaintenanceSettings.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The rows of {@link SettingTables} for planned breaks. */
final class MaintenanceTables {

    static final String DEFAULTS =
            """
            maintenance | scheduled
            maintenance.from | none
            maintenance.until | none
            maintenance.sentence | none
            maintenance.allow | none
            """;

    static final MaintenanceSettings DEFAULT =
            new MaintenanceSettings(Mode.SCHEDULED, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    static final String REFUSED =
            """
            maintenance=on | is none of the words allowed | false or scheduled or true
            maintenance=True | write true | false or scheduled or true
            maintenance.from=2026-12-01T22:00 | has no zone, and the server's may not be yours: write Z behind it | such as 2026-12-01T22:00+01:00
            maintenance.from=2026-12-01 | names a day without a time | none, or a date and time with its zone
            maintenance.from=2026-12-01 22:00Z | has a space where ISO 8601 has a T | such as 2026-12-01T22:00+01:00
            maintenance.from=22:00Z | is no date and time of ISO 8601 | such as 2026-12-01T22:00+01:00
            maintenance.from=2026-02-30T22:00Z | is no date and time of ISO 8601 | such as 2026-12-01T22:00+01:00
            maintenance.from=2026-12-01T24:30Z | is no date and time of ISO 8601 | such as 2026-12-01T22:00+01:00
            maintenance.from=2026-12-01T22:00+01:00[Europe/Lisbon] | has the offset +01:00, which Europe/Lisbon does not have then | Europe/Berlin
            maintenance.from=2026-12-01T22:00[Europe/Bonn] | is no date and time of ISO 8601 | Europe/Berlin
            maintenance.from=2026-03-29T02:30[Europe/Berlin] | names a time that the clocks of Europe/Berlin skip that day | Europe/Berlin
            maintenance.from=2026-10-25T02:30[Europe/Berlin] | show twice that day: write its offset before the bracket | Europe/Berlin
            maintenance.until=tomorrow | is no date and time of ISO 8601 | none, or a date and time with its zone
            maintenance.until=2026-12-01T22:00Z | leaves a break with an end and without a beginning: give maintenance.from, or maintenance=true | none, or
            maintenance.sentence=He\u0007llo | has a control character in it | none, or a text of at most 300 characters
            maintenance.allow=X-Pass | has an item that is neither an address nor a header's name with a colon and a secret | networks such as 10.0.0.0/8
            maintenance.allow=X-Pass: too-short | lists X-Pass with a secret of fewer than 16 characters | at least 16 characters
            maintenance.allow=X-Pass: a secret with spaces | lists X-Pass with a secret that has something else than visible ASCII | at least 16
            maintenance.allow=X Pass: 0123456789abcdef | has an item that is neither an address nor a header's name | at least 16
            maintenance.allow=10.0.0.256 | lists 10.0.0.256, which is no address | networks such as 10.0.0.0/8
            maintenance.allow=10.1 | lists 10.1, which is no address | networks such as 10.0.0.0/8
            maintenance.allow=10.0.0.0/33 | where a number from 0 to 32 must follow the slash | networks such as 10.0.0.0/8
            maintenance.allow=10.0.0.0/ | where a number from 0 to 32 must follow the slash | networks such as 10.0.0.0/8
            maintenance.allow=10.1.0.0/8 | which goes on after its first 8 bits | networks such as 10.0.0.0/8
            maintenance.allow=fd00::1/8 | which goes on after its first 8 bits | networks such as 10.0.0.0/8
            maintenance.allow=::1/129 | where a number from 0 to 128 must follow the slash | networks such as 10.0.0.0/8
            maintenance.allow=::1,, ::2 | has an empty place in its list | none, or
            """;

    private MaintenanceTables() {}

    static Stream<Arguments> values() {
        return Stream.of(
                value("maintenance=true", MaintenanceSettings::mode, Mode.TRUE),
                value("maintenance=false", MaintenanceSettings::mode, Mode.FALSE),
                from("2026-12-01T22:00+01:00", "2026-12-01T21:00:00Z"),
                from("2026-12-01T22:00:30+01", "2026-12-01T21:00:30Z"),
                from("2026-12-01t21:00z", "2026-12-01T21:00:00Z"),
                from("2026-12-01T22:00[Europe/Berlin]", "2026-12-01T21:00:00Z"),
                from("2026-10-25T02:30+01:00[Europe/Berlin]", "2026-10-25T01:30:00Z"),
                value("maintenance.until=none", MaintenanceSettings::until, Optional.empty()),
                value(
                        "maintenance.sentence=We move house, calmly.",
                        MaintenanceSettings::sentence,
                        Optional.of("We move house, calmly.")),
                value(
                        "maintenance.allow=X-Pass: 0123456789abcdef",
                        m -> m.allowed().size(),
                        1),
                value(
                        "maintenance.allow=10.0.0.0/8, ::1, X-Pass: 0123456789abcdef",
                        m -> m.allowed().size(),
                        3));
    }

    private static Arguments from(String text, String expected) {
        return value("maintenance.from=" + text, MaintenanceSettings::from, Optional.of(Instant.parse(expected)));
    }

    private static Arguments value(String pair, Function<MaintenanceSettings, Object> part, Object expected) {
        Function<RouteSettings, Object> ofRoute = route -> part.apply(route.maintenance());
        return arguments(pair, ofRoute, expected);
    }
}
