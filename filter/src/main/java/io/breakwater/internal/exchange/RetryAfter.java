package io.breakwater.internal.exchange;

import io.breakwater.fault.CircuitOpenException;
import io.breakwater.internal.fault.AnswerHeaders;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.RoutePolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** When it is worth to try again. */
final class RetryAfter {

    private static final String HEADER = "Retry-After";
    /** Spread, so that all who were refused in one moment do not come back in one moment. */
    private static final double JITTER = 0.2;

    private static final long MIN_SPREAD_MILLIS = 1_000;
    private static final int MAX_DIGITS = 9;
    /** Nobody plans further ahead by what a failing server has said. */
    private static final Duration MAX = Duration.ofDays(1);

    /** Deeper chains are loops by other means. */
    private static final int MAX_DEPTH = 32;

    private RetryAfter() {}

    /** A bit later than {@code wait}, never earlier. */
    static Duration jittered(Duration wait) {
        long spread = Math.max(MIN_SPREAD_MILLIS, (long) (wait.toMillis() * JITTER));
        return wait.plusMillis(ThreadLocalRandom.current().nextLong(spread));
    }

    /**
     * What the downstream said with a failing status of its own: by the app's response, before that is reset, or by the exception
     * that stands for it. Or what the app says itself that has waited in vain; or when the breaker of a downstream that the app
     * has named lets calls through again, which was told when it was refused.
     */
    static Optional<Duration> of(Outcome.Failed failure, Exchange exchange) {
        return switch (failure.fault()) {
            case DOWNSTREAM_STATUS ->
                of(exchange.outerResponse().getHeader(HEADER)).or(() -> failure.cause()
                        .flatMap(cause -> AnswerHeaders.find(cause, HEADER))
                        .flatMap(RetryAfter::of));
            case RESPONSE_TIMEOUT ->
                failure.answered() ? of(exchange.outerResponse().getHeader(HEADER)) : Optional.empty();
            case CIRCUIT_OPEN -> failure.cause().flatMap(RetryAfter::ofRefusal);
            case CONCURRENCY_LIMIT ->
                Optional.of(jittered(RoutePolicy.limitReached().retryAfter()));
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> ofRefusal(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof CircuitOpenException refusal) {
                return Optional.of(jittered(refusal.retryAfter()));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static Duration atMost(Duration wait) {
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }

    /** What the downstream said itself, in seconds or as a date (RFC 9110, section 10.2.3); empty when that can't be read. */
    private static Optional<Duration> of(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        String text = value.trim();
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(text.length() > MAX_DIGITS ? MAX : atMost(Duration.ofSeconds(Long.parseLong(text))));
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : atMost(wait));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
