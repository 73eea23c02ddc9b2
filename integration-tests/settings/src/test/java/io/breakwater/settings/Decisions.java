package io.breakwater.settings;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.Priority;
import io.breakwater.internal.config.SettingsLoader;
import io.breakwater.internal.config.SettingsSources;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Admission;
import io.breakwater.internal.policy.AttemptContext;
import io.breakwater.internal.policy.ContainerThreads;
import io.breakwater.internal.policy.RequestFacts;
import io.breakwater.internal.policy.RoutePolicy;
import io.breakwater.internal.policy.Sheddable;
import io.breakwater.internal.policy.Verdict;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** What a route decides by settings as a user writes them, at a time that moves when told to. */
final class Decisions {
    private static final Duration LEFT = Duration.ofHours(1);

    private final AtomicLong nanos = new AtomicLong();
    private final ContainerThreads threads = new ContainerThreads();
    private final RoutePolicy policy;

    private Decisions(SettingsSources sources) {
        this.policy = new RoutePolicy(
                SettingsLoader.load(sources).settings().defaults(),
                CircuitBreakerRegistry.ofDefaults(),
                nanos::get,
                Optional.of(threads));
    }

    /** By settings like {@code retry.max-attempts=3}, all others at their defaults. */
    static Decisions by(String... settings) {
        SettingsSources.Builder sources = SettingsSources.builder();
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            sources.set("breakwater." + pair[0], pair[1]);
        }
        return new Decisions(sources.build());
    }

    static RequestFacts request(String method) {
        return new RequestFacts(method, false, false, OptionalLong.empty());
    }

    RoutePolicy policy() {
        return policy;
    }

    long nowNanos() {
        return nanos.get();
    }

    /** A container with so many threads, of which one was asked for by another route. */
    void haveThreads(int count) {
        threads.setSize(count);
        new RoutePolicy(
                        SettingsLoader.load(SettingsSources.builder().build())
                                .settings()
                                .defaults(),
                        CircuitBreakerRegistry.ofDefaults(),
                        nanos::get,
                        Optional.of(threads))
                .admitExchange(new AnyExchange(Priority.NORMAL), nanos.get());
    }

    /** An exchange that may be shed. */
    record AnyExchange(Priority priority) implements Sheddable {
        @Override
        public boolean isNeverShed() {
            return false;
        }
    }

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Whether the request is tried again whose first attempts, so many, have come to that. */
    Optional<Duration> retry(Outcome outcome, RequestFacts request, int attempts) {
        AttemptContext situation = new AttemptContext(
                false, policy.eligibility(request), attempts, nanos.get(), LEFT.toNanos(), true, Optional.empty());
        return policy.judgeAndWithdraw(outcome, situation).verdict() instanceof Verdict.Retry retry
                ? Optional.of(retry.backoff())
                : Optional.empty();
    }

    /** A GET that was refused at its first attempt. */
    Optional<Duration> retry() {
        return retry(Outcome.Failed.of(Fault.CONNECTION_REFUSED), request("GET"), 1);
    }

    /** Makes so many calls, as far as the breaker lets them. */
    void calls(int count, Outcome outcome, Duration duration) {
        for (int i = 0; i < count; i++) {
            if (policy.admitAgain() instanceof Admission.Granted granted) {
                granted.permit().vote(outcome, duration.toNanos());
            }
        }
    }

    void goodCalls(int count) {
        calls(count, Outcome.Answered.INSTANCE, Duration.ofMillis(1));
    }

    void failedCalls(int count) {
        calls(count, Outcome.Failed.of(Fault.CONNECTION_REFUSED), Duration.ofMillis(1));
    }
}
