package io.breakwater.page;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Says what a {@link PageModel} means in the words of one language, for every format alike. Immutable. */
final class Wording {

    /** RFC 9110, section 9.2.1. */
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** What became of what the visitor sent. */
    enum Sent {
        /** A safe method: they sent nothing that could be lost or done twice. */
        NOTHING("retry.again"),
        /** It never reached the downstream. */
        NOT_SENT("retry.not_sent"),
        /** It may have been executed. */
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

    Wording(Messages messages) {
        this.messages = messages;
        this.time = DateTimeFormatter.ofPattern(messages.text("time.pattern"), messages.locale())
                .withZone(ZoneOffset.UTC);
    }

    Messages messages() {
        return messages;
    }

    String title(Fault fault, int status) {
        return messages.text("title", fault, status);
    }

    String happened(Fault fault) {
        return messages.text("fault." + fault.token());
    }

    /** How the service behind is, in a word or two. */
    String state(Fault fault, int status) {
        return messages.text("state", fault, status);
    }

    /** What became of what they sent; empty when they sent nothing that matters. */
    Optional<String> sent(Sent sent) {
        return switch (sent) {
            case NOTHING -> Optional.empty();
            case NOT_SENT -> Optional.of(messages.text("sent.no"));
            case UNKNOWN -> Optional.of(messages.text("sent.unknown"));
        };
    }

    String retry(PageModel model) {
        return messages.text(Sent.of(model).retryKey).replace("{when}", when(model.retryAfter()));
    }

    String time(Instant instant) {
        return time.format(instant);
    }

    /** Rounded up: who comes too early finds the same page again. */
    private String when(Optional<Duration> retryAfter) {
        if (retryAfter.isEmpty()) {
            return messages.text("when.unknown");
        }
        long seconds = RetryAfter.seconds(retryAfter.get());
        if (seconds < 60) {
            return count(seconds, "when.second");
        }
        long minutes = -Math.floorDiv(-seconds, 60L);
        return minutes < 60 ? count(minutes, "when.minute") : count(-Math.floorDiv(-minutes, 60L), "when.hour");
    }

    private String count(long count, String key) {
        return count == 1 ? messages.text(key) : messages.text(key + "s").replace("{count}", String.valueOf(count));
    }

    /** An instant in RFC 3339, to the second. */
    static String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
