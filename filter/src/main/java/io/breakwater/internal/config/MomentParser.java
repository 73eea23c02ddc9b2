package io.breakwater.internal.config;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a date and time of ISO 8601 with its zone: an offset, a region in brackets (RFC 9557), or both. */
final class MomentParser {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .optionalStart()
            .appendLiteral('[')
            .parseCaseSensitive()
            .appendZoneRegionId()
            .appendLiteral(']')
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withChronology(IsoChronology.INSTANCE)
            // Else the 30th of February would be the 28th.
            .withResolverStyle(ResolverStyle.STRICT);

    private MomentParser() {}

    static Parser<Instant> moment() {
        return Parser.of(
                "date and time",
                "a date and time with its zone, such as 2026-12-01T22:00+01:00, 2026-12-01T21:00Z or"
                        + " 2026-12-01T22:00[Europe/Berlin]",
                MomentParser::parse);
    }

    private static Instant parse(String text) {
        TemporalAccessor parsed;
        try {
            parsed = FORMAT.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    text.matches("\\d{4}-\\d\\d-\\d\\d")
                            ? "names a day without a time"
                            : text.matches("\\d{4}-\\d\\d-\\d\\d .*")
                                    ? "has a space where ISO 8601 has a T"
                                    : "is no date and time of ISO 8601",
                    e);
        }
        LocalDateTime local = LocalDateTime.from(parsed);
        Optional<ZoneOffset> offset = Optional.ofNullable(parsed.query(TemporalQueries.offset()));
        Optional<ZoneId> region = Optional.ofNullable(parsed.query(TemporalQueries.zoneId()));
        if (region.isPresent()) {
            return local.toInstant(offsetIn(region.get(), local, offset));
        }
        return local.toInstant(
                offset.orElseThrow(
                        () -> new IllegalArgumentException(
                                "has no zone, and the server's may not be yours: write Z behind it for UTC, or an offset such as +01:00")));
    }

    /** An hour that a region's clocks skip, or show twice, must not be guessed. */
    private static ZoneOffset offsetIn(ZoneId region, LocalDateTime local, Optional<ZoneOffset> given) {
        List<ZoneOffset> possible = region.getRules().getValidOffsets(local);
        if (possible.isEmpty()) {
            throw new IllegalArgumentException("names a time that the clocks of " + region + " skip that day");
        }
        if (given.isEmpty() && possible.size() > 1) {
            throw new IllegalArgumentException("names a time that the clocks of " + region
                    + " show twice that day: write its offset before the bracket");
        }
        ZoneOffset offset = given.orElse(possible.get(0));
        if (!possible.contains(offset)) {
            throw new IllegalArgumentException(
                    "has the offset " + offset + ", which " + region + " does not have then: leave one of the two out");
        }
        return offset;
    }
}
