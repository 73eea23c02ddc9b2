package io.breakwater.internal.exchange;

import io.breakwater.fault.CircuitOpenException;
import io.breakwater.internal.fault.AnswerHeaders;
import io.breakwater.internal.fault.CauseChain;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.fault.RetryAfterHeader;
import io.breakwater.internal.policy.RoutePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** When it is worth to try again. */
final class RetryAfter {

    /** Spread, so that all who were refused in one moment do not come back in one moment. */
    private static final double JITTER = 0.2;

    private static final long MIN_SPREAD_MILLIS = 1_000;

    private RetryAfter() {}

    /** A bit later than {@code wait}, never earlier. */
    static Duration jittered(Duration wait) {
        long spread = Math.max(MIN_SPREAD_MILLIS, (long) (wait.toMillis() * JITTER));
        return wait.plusMillis(ThreadLocalRandom.current().nextLong(spread));
    }

    /**
     * Returns what the downstream said with a failing status of its own, in the app's response before that is reset, or in
     * the exception that stands for it; what the app says that has waited in vain; when a breaker lets calls through again
     * that has refused one while the app was at work; or when a place may be free. Empty for any other failure.
     */
    static Optional<Duration> of(Outcome.Failed failure, Exchange exchange) {
        return switch (failure.fault()) {
            case DOWNSTREAM_STATUS ->
                of(exchange.outerResponse().getHeader(RetryAfterHeader.NAME)).or(() -> failure.cause()
                        .flatMap(cause -> AnswerHeaders.find(cause, RetryAfterHeader.NAME))
                        .flatMap(RetryAfter::of));
            case RESPONSE_TIMEOUT ->
                failure.answered() ? of(exchange.outerResponse().getHeader(RetryAfterHeader.NAME)) : Optional.empty();
            case CIRCUIT_OPEN -> failure.cause().flatMap(RetryAfter::ofRefusal);
            case CONCURRENCY_LIMIT ->
                Optional.of(jittered(RoutePolicy.limitReached().retryAfter()));
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> ofRefusal(Throwable thrown) {
        return CauseChain.of(thrown).stream()
                .filter(CircuitOpenException.class::isInstance)
                .findFirst()
                .map(refusal -> jittered(((CircuitOpenException) refusal).retryAfter()));
    }

    private static Optional<Duration> of(@Nullable String value) {
        return Optional.ofNullable(value).flatMap(text -> RetryAfterHeader.parse(text, Instant.now()));
    }
}
