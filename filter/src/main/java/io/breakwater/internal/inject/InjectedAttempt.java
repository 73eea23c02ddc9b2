package io.breakwater.internal.inject;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.InjectSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is injected into one attempt. Thread-safe. Internal between rooms. */
public final class InjectedAttempt {

    private final InjectSettings ordered;
    private final @Nullable AnswerCut cut;

    InjectedAttempt(InjectSettings ordered) {
        this.ordered = ordered;
        this.cut = ordered.cutAfter().map(AnswerCut::new).orElse(null);
    }

    /** How long the downstream seems to think before anything else happens. */
    public Optional<Duration> latency() {
        return ordered.latency();
    }

    /** What the call seems to fail of. */
    public Optional<Fault> fault() {
        return ordered.fault();
    }

    /** What the downstream seems to answer, without a body. */
    public Optional<Integer> status() {
        return ordered.status();
    }

    /** Where the app's answer breaks off; null when it does not. */
    public @Nullable AnswerCut cut() {
        return cut;
    }

    /** Whether anything of it has happened: an answer that is shorter than the place of its cut is whole. */
    public boolean hasHappened() {
        return ordered.latency().isPresent()
                || ordered.fault().isPresent()
                || ordered.status().isPresent()
                || (cut != null && cut.isDone());
    }

    /** Whether what comes of it counts for the circuit breaker as the downstream's own failures do. */
    public boolean votes() {
        return ordered.votes();
    }
}
