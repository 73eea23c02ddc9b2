package io.breakwater.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Outcome;
import io.breakwater.fault.Reach;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.policy.Admission;
import io.breakwater.policy.Eligibility;
import io.breakwater.policy.RoutePolicy;
import io.breakwater.policy.Situation;
import io.breakwater.policy.Verdict;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client request's life under guard: lets it in, runs attempts on the container's own thread, has each outcome judged and
 * carries the verdict out. The only place that acts.
 */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Exchanges shared;
    private final GuardedRoute route;
    private final RoutePolicy policy;
    private final HttpServletRequest outerRequest;
    private final HttpServletResponse outerResponse;
    private final String correlationId;
    private final long startNanos;
    private final Deadline deadline;
    /** Whether a place under the concurrency limit is to be given back; null where there is no limit. */
    private final @Nullable AtomicBoolean placeHeld;
    /** Null until somebody asks. */
    private volatile @Nullable Eligibility eligibility;
    /** Null until the app touches the response, or we do. */
    private @Nullable OuterHeaders outerHeaders;

    private int attempts;
    /** How far the request got at most, in all attempts that have ended. */
    private Reach reach = Reach.NOT_SENT;

    private volatile @Nullable BodyReplay body;

    Exchange(
            Exchanges shared,
            GuardedRoute route,
            HttpServletRequest outerRequest,
            HttpServletResponse outerResponse,
            String correlationId,
            long startNanos) {
        this.shared = shared;
        this.route = route;
        this.policy = route.policy();
        this.outerRequest = outerRequest;
        this.outerResponse = outerResponse;
        this.correlationId = correlationId;
        this.startNanos = startNanos;
        this.deadline = new Deadline(this, startNanos);
        this.placeHeld = policy.settings().maxConcurrency().isPresent() ? new AtomicBoolean() : null;
    }

    // The way of a request.

    void run(FilterChain chain) throws IOException, ServletException {
        if (policy.enter() instanceof Admission.Refused refused) {
            refuse(refused);
            return;
        }
        if (placeHeld != null) {
            placeHeld.set(true);
        }
        boolean goesOn = false;
        try {
            if (policy.admitFirst(startNanos) instanceof Admission.Refused refused) {
                refuse(refused);
            } else {
                goesOn = runAttempts(chain);
            }
        } finally {
            if (!goesOn) {
                returnPlace();
            }
        }
    }

    /** Runs attempts until one has been answered; true when it goes on asynchronously. */
    private boolean runAttempts(FilterChain chain) throws IOException, ServletException {
        while (true) {
            attempts++;
            Attempt attempt = new Attempt(this, attempts == 1 ? startNanos : now());
            Optional<Throwable> thrown = runGuarded(attempt, chain);
            if (attempt.async().isPresent() && thrown.isEmpty()) {
                // The container gives the thread to somebody else now, whom no deadline of ours must interrupt.
                attempt.leaveThread();
                return true;
            }
            if (!attempt.end()) {
                attempt.leaveThread();
                if (attempt.wasAborted()) {
                    throw new ExchangeOverException();
                }
                return false;
            }
            attempt.leaveThread();
            Outcome outcome = attempt.outcome(thrown);
            if (!judge(attempt, chain, outcome, thrown)) {
                return false;
            }
        }
    }

    private Optional<Throwable> runGuarded(Attempt attempt, FilterChain chain) {
        deadline.attemptBegins(attempt);
        shared.watchdog().arm(deadline);
        Optional<Throwable> thrown = attempt.run(chain);
        if (attempt.async().isEmpty() || thrown.isPresent()) {
            shared.watchdog().disarm(deadline);
        }
        return thrown;
    }

    /** Votes, judges and carries the verdict out; true when another attempt is to follow. */
    private boolean judge(Attempt attempt, FilterChain chain, Outcome outcome, Optional<Throwable> thrown)
            throws IOException, ServletException {
        policy.vote(outcome, attempt.durationNanos(now()));
        if (outcome instanceof Outcome.Answered) {
            // The verdict needs no judge, and the good path no objects.
            attempt.response().release();
            Conclusion.reportAnswered(this);
            return false;
        }
        if (outcome instanceof Outcome.Failed failed) {
            reach = reachWith(failed.fault());
        }
        Verdict verdict = policy.judge(outcome, situation(attempt, outcome, repeatable(chain, outcome)));
        if (verdict instanceof Verdict.Retry retry) {
            if (rest(retry.backoff()) && policy.admitAgain() instanceof Admission.Granted) {
                beginAnew();
                return true;
            }
            verdict = policy.judge(outcome, situation(attempt, outcome, Eligibility.NEVER));
        }
        new Conclusion(this, attempt, outcome).carryOut(verdict, thrown);
        return false;
    }

    /** Wipes off what the failed attempt wrote; the permit of the next one is taken already and must not be lost. */
    private void beginAnew() {
        try {
            outerHeaders().resetForApp(outerResponse);
        } catch (RuntimeException e) {
            policy.vote(new Outcome.AppFailed(e), 0);
            throw e;
        }
    }

    private Situation situation(Attempt attempt, Outcome outcome, Eligibility repeatable) {
        long now = now();
        boolean replaceBody = outcome instanceof Outcome.Failed failed
                && failed.fault() == Fault.DOWNSTREAM_STATUS
                && Conclusion.replacesBody(this, attempt);
        return new Situation(attempt.isCommitted(), repeatable, attempts, now, deadline.leftNanos(now), replaceBody);
    }

    private Eligibility repeatable(FilterChain chain, Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed) || !bodyCanBeReplayed()) {
            return Eligibility.NEVER;
        }
        if (eligibility() != Eligibility.NEVER && !shared.chainRerun().isPossible(chain)) {
            shared.chainRerun().tellOnce(chain);
            return Eligibility.NEVER;
        }
        return eligibility();
    }

    /** Waits before another attempt; false when somebody wants this thread to stop. */
    private static boolean rest(Duration backoff) {
        try {
            TimeUnit.NANOSECONDS.sleep(backoff.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void refuse(Admission.Refused refused) throws IOException {
        Outcome.Failed failure = Outcome.Failed.of(refused.fault());
        new Conclusion(this, failure).showPage(failure, Optional.of(RetryAfter.jittered(refused.retryAfter())));
    }

    // What other threads bring about.

    /** The watchdog has taken {@code attempt}; answers in the app's place, on a thread that may block. */
    void takeOver(Attempt attempt, Fault fault) {
        Outcome.Failed failure = Outcome.Failed.of(fault);
        Runnable answer = () -> {
            try {
                policy.vote(failure, attempt.durationNanos(now()));
                new Conclusion(this, attempt, failure).answerFromOutside(failure);
            } finally {
                attempt.taken();
                attempt.async().ifPresent(async -> endAsync(async));
            }
        };
        shared.watchdog().answer(answer);
    }

    /** Frees the attempt's thread, if what follows can be another attempt. */
    boolean interruptForRetry(Attempt attempt) {
        boolean useful = policy.settings().timeouts().interrupt()
                && attempt.async().isEmpty()
                && bodyCanBeReplayed()
                && policy.retriesTimeouts(eligibility(), attempts);
        if (useful) {
            attempt.timeOut();
        }
        return useful;
    }

    /** The app is done with an asynchronous attempt. */
    void completeAsync(Attempt attempt, GuardedAsyncContext async) {
        if (!attempt.end()) {
            // Whoever answered completes it, too.
            return;
        }
        try {
            Outcome outcome = attempt.outcome(Optional.empty());
            policy.vote(outcome, attempt.durationNanos(now()));
            Verdict verdict = policy.judge(outcome, situation(attempt, outcome, Eligibility.NEVER));
            new Conclusion(this, attempt, outcome).carryOut(verdict, Optional.empty());
        } catch (IOException | ServletException e) {
            LOG.debug("the response of an asynchronous exchange could not be finished", e);
        } finally {
            endAsync(async);
        }
    }

    /** The container has finished an asynchronous attempt by itself. */
    void asyncOver(Attempt attempt) {
        if (attempt.end()) {
            Outcome outcome = attempt.outcome(Optional.empty());
            policy.vote(outcome, attempt.durationNanos(now()));
            new Conclusion(this, attempt, outcome).report(Ending.RELEASED);
            shared.watchdog().disarm(deadline);
            returnPlace();
        }
    }

    private void endAsync(GuardedAsyncContext async) {
        shared.watchdog().disarm(deadline);
        returnPlace();
        async.completeContainer();
    }

    /** Gives the place under the concurrency limit back: the response has started, or the exchange is over. */
    void returnPlace() {
        if (placeHeld != null && placeHeld.compareAndSet(true, false)) {
            policy.leave();
        }
    }

    // What the parts of the exchange ask.

    long now() {
        return shared.nanoTime().getAsLong();
    }

    Exchanges shared() {
        return shared;
    }

    GuardedRoute route() {
        return route;
    }

    RoutePolicy policy() {
        return policy;
    }

    Deadline deadline() {
        return deadline;
    }

    HttpServletRequest outerRequest() {
        return outerRequest;
    }

    HttpServletResponse outerResponse() {
        return outerResponse;
    }

    /** What outer filters had set; to be called before anything else touches the response, by the one that owns it. */
    OuterHeaders outerHeaders() {
        OuterHeaders known = outerHeaders;
        if (known == null) {
            known = OuterHeaders.of(outerResponse);
            outerHeaders = known;
        }
        return known;
    }

    /** How far this request may be sent again, as far as the request alone decides; all threads come to the same. */
    private Eligibility eligibility() {
        Eligibility known = eligibility;
        if (known == null) {
            known = policy.eligibility(RequestReading.factsOf(outerRequest));
            eligibility = known;
        }
        return known;
    }

    String correlationId() {
        return correlationId;
    }

    String correlationHeader() {
        return shared.correlationHeader();
    }

    long startNanos() {
        return startNanos;
    }

    int attempts() {
        return attempts;
    }

    /** How far the request got at most, {@code fault} included: an earlier attempt may have arrived where the last did not. */
    Reach reachWith(Fault fault) {
        return fault.reach().compareTo(reach) > 0 ? fault.reach() : reach;
    }

    boolean isHead() {
        return "HEAD".equals(outerRequest.getMethod());
    }

    Optional<Fault> classify(Throwable thrown) {
        return shared.classifier().classify(thrown);
    }

    /** The request's body, the same for all attempts, on whatever thread the app asks for it. */
    synchronized BodyReplay body() throws IOException {
        BodyReplay replay = body;
        if (replay == null) {
            int kept = eligibility() == Eligibility.NEVER ? 0 : policy.maxReplayBytes();
            replay = new BodyReplay(outerRequest.getInputStream(), kept);
            body = replay;
        }
        return replay;
    }

    private boolean bodyCanBeReplayed() {
        BodyReplay replay = body;
        return replay == null || replay.isReplayable();
    }
}
