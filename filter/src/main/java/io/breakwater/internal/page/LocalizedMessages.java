package io.breakwater.internal.page;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import io.breakwater.internal.fault.RetryAfterHeader;
import io.breakwater.page.PageModel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes a {@link PageModel} in one language, for every format. Thread-safe. */
final class LocalizedMessages {

    /** RFC 9110, section 9.2.1. */
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** A region rather than an offset, whose name would be "Z". */
    private static final ZoneId UTC = ZoneId.of("UTC");

    /** What has happened to the visitor's data. */
    enum Sent {
        /** A safe method: no data that could be lost or processed twice. */
        NOTHING("retry.again"),
        /** The request never reached the downstream. */
        NOT_SENT("retry.not_sent"),
        /** The request may have been executed. */
        UNKNOWN("retry.unknown");

        private final String retryKey;

        Sent(String retryKey) {
            this.retryKey = retryKey;
        }

        static Sent of(PageModel model) {
            if (SAFE_METHODS.contains(model.method())) {
                return NOTHING;
            }
            return model.reach() == Reach.NOT_SENT ? NOT_SENT : UNKNOWN;
        }
    }

    private final Messages messages;
    private final DateTimeFormatter time;
    private final DateTimeFormatter day;
    private final DateTimeFormatter brief;
    private volatile @Nullable Moment last;

    LocalizedMessages(Messages messages) {
        this.messages = messages;
        // International English puts the day before the month, unlike that of the United States.
        Locale locale = messages.tag().equals("en") ? Locale.UK : messages.locale();
        this.time = format(FormatStyle.LONG, FormatStyle.LONG, locale);
        this.day = format(FormatStyle.LONG, FormatStyle.SHORT, locale);
        this.brief = format(FormatStyle.MEDIUM, FormatStyle.SHORT, locale);
    }

    private static DateTimeFormatter format(FormatStyle date, FormatStyle time, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(date, time)
                .withLocale(locale)
                .withZone(UTC);
    }

    Messages messages() {
        return messages;
    }

    String title(Optional<Fault> fault, int status) {
        return messages.text("title." + FaultMessage.headline(fault, status));
    }

    String happened(Optional<Fault> fault) {
        return messages.text("happened." + FaultMessage.of(fault).key());
    }

    /** Returns the state of the downstream, in a word or two. */
    String state(Optional<Fault> fault, int status) {
        return messages.text("state." + FaultMessage.headline(fault, status));
    }

    /** Returns the downstream's name in this language, else its name in any language, else a general term. */
    String service(PageModel model) {
        return messages.find("routes." + model.failedRoute() + ".label")
                .or(model::label)
                .orElseGet(() -> messages.text("label.service"));
    }

    /** Returns what the operator says about a planned break, in this language, else in any; empty for nothing. */
    Optional<String> maintenanceSentence(PageModel model) {
        return model.maintenance()
                .flatMap(planned -> messages.find("routes." + model.failedRoute() + ".maintenance.sentence")
                        .or(() -> messages.find("maintenance.sentence"))
                        .or(planned::sentence));
    }

    /** Returns when a planned break ends, to the minute, rounded up, because an early visitor would get the page again. */
    Optional<Moment> end(PageModel model) {
        return model.maintenance().flatMap(PageModel.Maintenance::until).map(until -> {
            Instant minute = until.truncatedTo(ChronoUnit.MINUTES);
            Instant end = minute.equals(until) ? minute : minute.plus(1, ChronoUnit.MINUTES);
            return new Moment(end.getEpochSecond(), end.toString(), day.format(end) + " UTC");
        });
    }

    /** Returns what has happened to the visitor's data; empty when there is none. */
    Optional<String> sent(Sent sent) {
        return switch (sent) {
            case NOTHING -> Optional.empty();
            case NOT_SENT -> Optional.of(messages.text("sent.no"));
            case UNKNOWN -> Optional.of(messages.text("sent.unknown"));
        };
    }

    /** Returns how the visitor can send the data again; empty when there is none. */
    Optional<String> resend(Sent sent) {
        return sent == Sent.NOTHING ? Optional.empty() : Optional.of(messages.text("sent.again"));
    }

    String retry(PageModel model) {
        String when = model.retryAfter().isEmpty() && model.maintenance().isPresent()
                ? messages.text("when.later")
                : when(model.retryAfter());
        return messages.text(Sent.of(model).retryKey).replace("{when}", when);
    }

    /** Returns the texts for an instant, of which the last is cached: in an outage, many pages are of the same second. */
    Moment moment(Instant instant) {
        long second = instant.getEpochSecond();
        @Nullable Moment known = last;
        if (known == null || known.second != second) {
            known = new Moment(second, instant.truncatedTo(ChronoUnit.SECONDS).toString(), time.format(instant));
            last = known;
        }
        return known;
    }

    /** Returns day and minute of an instant. */
    String briefly(Instant instant) {
        return brief.format(instant) + " " + UTC;
    }

    /**
     * A second, formatted. Immutable.
     *
     * @param iso the second as in RFC 3339
     * @param text the second in words
     */
    record Moment(long second, String iso, String text) {}

    /** Returns when to try again, rounded up, because an early visitor would get the page again. */
    private String when(Optional<Duration> retryAfter) {
        if (retryAfter.isEmpty()) {
            return messages.text("when.unknown");
        }
        long seconds = RetryAfterHeader.seconds(retryAfter.get());
        if (seconds < 60) {
            return messages.text("when.seconds", seconds);
        }
        long minutes = -Math.floorDiv(-seconds, 60L);
        return minutes < 60
                ? messages.text("when.minutes", minutes)
                : messages.text("when.hours", -Math.floorDiv(-minutes, 60L));
    }
}
