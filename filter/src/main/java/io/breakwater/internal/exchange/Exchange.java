package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import io.breakwater.internal.container.Container;
import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.correlation.TraceIds;
import io.breakwater.internal.exchange.NextAttempt.Step;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Admission;
import io.breakwater.internal.policy.ConcurrencyPermit;
import io.breakwater.internal.policy.Permit;
import io.breakwater.internal.policy.RoutePolicy;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.watchdog.AppWait;
import io.breakwater.internal.wrapper.OuterHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client request's life under guard: lets it in, runs attempts on the container's own thread, has each outcome judged and
 * carries the verdict out. The only place that acts.
 */
final class Exchange extends ExchangeBody implements TimeLeft {

    /** What a dispatch has brought; as the client's came, unless outer filters have wrapped it anew. */
    record Pair(HttpServletRequest request, HttpServletResponse response) {}

    private static final List<Reach> REACHES = List.of(Reach.values());

    private final ExchangeFactory shared;
    private final String filterName;
    private final HttpServletRequest firstRequest;
    private final HttpServletResponse firstResponse;
    private final String correlationId;
    private final TraceIds trace;
    private final long startNanos;
    private final DeadlineTimer deadline;
    private final GuardMode mode;
    /** Null until the app touches the response, or we do. */
    private @Nullable OuterHeaders outerHeaders;

    private byte attempts;
    /** How far the request got at most, in all attempts that have ended: a place in {@link #REACHES}, since a byte is free. */
    private byte reach;

    /** Null until it goes on asynchronously. */
    private volatile @Nullable AsyncExchange async;

    Exchange(
            ExchangeFactory shared,
            GuardedRoute route,
            @Nullable String key,
            HttpServletRequest outerRequest,
            HttpServletResponse outerResponse,
            String filterName,
            String correlationId,
            TraceIds trace,
            long startNanos) {
        super(route, key == null ? route : route.byKey(key), key == null, RequestReading.isPreflight(outerRequest));
        this.shared = shared;
        this.filterName = filterName;
        this.firstRequest = outerRequest;
        this.firstResponse = outerResponse;
        this.correlationId = correlationId;
        this.trace = trace;
        this.startNanos = startNanos;
        this.deadline = new DeadlineTimer(this);
        this.mode = policy().settings().isObserved() ? new DryRun() : ActiveGuard.INSTANCE;
    }

    // The way of a request.

    /** Runs the rest of the chain under guard. In this order: limit, deadline, retry, breaker, attempt. */
    void run(FilterChain chain) throws IOException, ServletException {
        Step step = Step.OVER;
        try {
            Admission admission = enterLimit();
            if (admission instanceof Admission.Granted granted) {
                step = runAttempts(chain, granted.permit());
            } else {
                step = refuse((Admission.Refused) admission, chain);
            }
        } finally {
            if (step != Step.ASYNC) {
                returnPlace();
            }
        }
    }

    private Admission enterLimit() {
        ConcurrencyPermit entered = policy().tryAcquireConcurrencyPermit();
        if (entered == null) {
            return RoutePolicy.limitReached();
        }
        takeIn(entered);
        return admitFirst();
    }

    /** Answers in the app's place; where the guard only observes, the app is asked all the same, without a permit. */
    private Step refuse(Admission.Refused refused, FilterChain chain) throws IOException, ServletException {
        Verdict.Refuse verdict = Verdict.Refuse.of(refused);
        if (mode.refuses(verdict)) {
            return new ResponseCompletion(this, verdict.failure())
                    .carryOut(verdict, Optional.empty(), NextAttempt.FromChain.NEVER);
        }
        return runAttempts(chain, null);
    }

    /** Runs attempts until one has been answered, or goes on asynchronously. */
    private Step runAttempts(FilterChain chain, @Nullable Permit first) throws IOException, ServletException {
        int cursor = shared.chainRerun().place(chain);
        NextAttempt next = shared.chainRerun().isPossible(chain)
                ? NextAttempt.FromChain.ON_SAME_THREAD
                : NextAttempt.FromChain.NOT_BY_THIS_CHAIN;
        Permit permit = first;
        while (true) {
            Attempt attempt = beginAttempt(permit);
            try {
                Step step = AttemptCompletion.settle(this, attempt, attempt.run(chain), next);
                if (step != Step.ANOTHER) {
                    return step;
                }
                permit = attempt.takePermit();
            } catch (RuntimeException | Error e) {
                // Whatever of ours has failed: the breaker must not wait for this permit.
                attempt.releasePermit();
                throw e;
            }
            shared.chainRerun().rewind(chain, cursor);
        }
    }

    private Attempt beginAttempt(@Nullable Permit permit) {
        attempts++;
        Attempt attempt = new Attempt(this, attempts == 1 ? startNanos : now(), permit);
        if (deadline.hasAttempt()) {
            Attempt failed = deadline.attempt();
            attempt.notes().lastFailure = failed.failure();
            attempt.notes().earlier = failed.history(Optional.ofNullable(failed.failure()));
        }
        ClientWait known = clientWaitOrNull();
        if (known != null) {
            known.attemptBegins(attempt.startNanos());
        }
        deadline.attemptBegins(attempt);
        shared.watchdog().arm(deadline);
        return attempt;
    }

    // What other threads bring about.

    /** The watchdog has taken {@code attempt}; answers in the app's place, on a thread that may block. */
    void takeOver(Attempt attempt, Fault fault) {
        // It has rung; left on the board it would keep the exchange as long as the app lives.
        disarm();
        shared.watchdog().execute(new WatchdogAnswer(this, attempt, fault));
    }

    /** The container has forgotten the request of {@code attempt}: nobody can be answered, but permits must come back. */
    void isLost(Attempt attempt) {
        disarm();
        attempt.vote(Outcome.Failed.of(Fault.RESPONSE_INCOMPLETE));
        returnPlace();
        shared.forget(this);
        attempt.taken();
    }

    /** Frees the attempt's thread, if what follows can be another attempt. */
    boolean interruptForRetry(Attempt attempt) {
        boolean useful = mode.acts()
                && policy().settings().timeouts().interrupt()
                && attempt.async().isEmpty()
                && bodyCanBeReplayed()
                && policy().retriesTimeouts(eligibility(), attempts);
        if (useful) {
            attempt.timeOut();
        }
        return useful;
    }

    // What its asynchronous course asks for.

    AsyncExchange async() {
        AsyncExchange known = async;
        if (known == null) {
            synchronized (this) {
                known = async;
                if (known == null) {
                    known = new AsyncExchange(this);
                    async = known;
                }
            }
        }
        return known;
    }

    /** Whether a retry that needs a dispatch would be carried out and come by its filter, as far as is known. */
    boolean keepsRetries() {
        return !shared.losesRetries(filterName) && container().dispatchesByItself();
    }

    int dispatches() {
        AsyncExchange known = async;
        return known == null ? 0 : known.dispatches();
    }

    /** A dispatch of the attempt under way has returned; true when it goes on. */
    boolean settleDispatch(Attempt attempt, Optional<Throwable> thrown) throws IOException, ServletException {
        return AttemptCompletion.settle(this, attempt, thrown, NextAttempt.FromChain.IN_ANOTHER_DISPATCH) == Step.ASYNC;
    }

    /** Runs another attempt in a dispatch; true when it goes on. */
    boolean runAgain(Attempt failed, FilterChain chain) throws IOException, ServletException {
        AttemptCompletion.beginAnew(this, failed);
        Attempt attempt = beginAttempt(failed.takePermit());
        return settleDispatch(attempt, attempt.run(chain));
    }

    /** Concludes with what there is, because no other attempt can be made after all. */
    void giveUp(Attempt failed, Outcome outcome, Optional<Throwable> thrown) throws IOException, ServletException {
        new ResponseCompletion(this, failed, outcome)
                .carryOut(AttemptCompletion.judgeAsLast(this, failed, outcome), thrown, NextAttempt.FromChain.NEVER);
    }

    /** Goes on with what the container dispatches. */
    void resume(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        async().resume(deadline.attempt(), request, response, chain);
    }

    @Override
    public long leftNanos() {
        return deadline.attemptLeftNanos(now());
    }

    @Override
    public boolean isTaken() {
        return deadline.attempt().wasTaken();
    }

    void disarm() {
        shared.watchdog().disarm(deadline);
    }

    /** On whatever thread, as on the one that the request came in by. */
    @Override
    public LogContext openLog() {
        return LogContext.open(correlationId, trace);
    }

    // A container may recycle its request while a thread of the app's still ends it, so asynchronous exchanges
    // remember.

    String method() {
        AsyncExchange known = async;
        return known == null ? firstRequest.getMethod() : known.method();
    }

    String uri() {
        AsyncExchange known = async;
        return known == null ? firstRequest.getRequestURI() : known.firstUri();
    }

    @Override
    GuardMode mode() {
        return mode;
    }

    /** Whether it takes longer than others may, on purpose: an event stream that is quiet, or an app that has said so. */
    boolean waitsOnPurpose() {
        AppWait wait = deadline.attempt().appsWait();
        return (wait != null && wait.isLong()) || RequestReading.asksForEvents(outerRequest());
    }

    /** The route's deadline, or a later one that the app has earned by asynchronous time-outs of its own. */
    long laterByAppsWord(long routesDueNanos, @Nullable AppWait wait) {
        AsyncExchange known = async;
        return wait != null
                ? wait.laterThan(routesDueNanos)
                : known == null ? routesDueNanos : known.later(routesDueNanos);
    }

    // What the parts of the exchange ask.

    @Override
    long now() {
        return shared.nanoTime().getAsLong();
    }

    /** The servlet container that the request is in. */
    @Override
    public Container container() {
        return shared.containers().of(firstResponse);
    }

    ExchangeFactory shared() {
        return shared;
    }

    /** The route whose breaker counts: its own, unless the app has named another. */
    GuardedRoute downstream() {
        return deadline.hasAttempt() ? deadline.attempt().downstream() : asked();
    }

    /** What people call the service behind it. */
    Optional<String> downstreamName() {
        GuardedRoute asked = downstream();
        Optional<String> alias = asked.policy().settings().downstream();
        return asked.name().equals(route().name()) ? alias : alias.or(() -> Optional.of(asked.name()));
    }

    @Override
    DeadlineTimer deadline() {
        return deadline;
    }

    /** A dispatch has brought the request in other wrappers. */
    void goOnWith(HttpServletRequest next) {
        async().brought = new Pair(next, outerResponse());
    }

    /** A dispatch has brought the response in other wrappers. */
    void goOnWith(HttpServletResponse next) {
        async().brought = new Pair(outerRequest(), next);
    }

    /** The filter that it came by. */
    String filterName() {
        return filterName;
    }

    @Override
    public HttpServletRequest outerRequest() {
        Pair brought = brought();
        return brought == null ? firstRequest : brought.request();
    }

    @Override
    public HttpServletResponse outerResponse() {
        Pair brought = brought();
        return brought == null ? firstResponse : brought.response();
    }

    private @Nullable Pair brought() {
        AsyncExchange known = async;
        return known == null ? null : known.brought;
    }

    /** What outer filters had set; to be called before anything else touches the response, by the one that owns it. */
    @Override
    public OuterHeaders outerHeaders() {
        OuterHeaders known = outerHeaders;
        if (known == null) {
            known = new OuterHeaders(this);
            outerHeaders = known;
        }
        return known;
    }

    @Override
    public String correlationHeader() {
        return shared.correlationHeader();
    }

    @Override
    public boolean acts() {
        return mode.acts();
    }

    @Override
    public boolean isBuffered(int status) {
        return policy().isBuffered(status);
    }

    @Override
    public boolean mayBeRetried() {
        return policy().settings().retry().isPresent();
    }

    @Override
    public String correlationId() {
        return correlationId;
    }

    @Override
    long startNanos() {
        return startNanos;
    }

    int attempts() {
        return attempts;
    }

    /** How far the request got at most, {@code fault} included: an earlier attempt may have arrived where the last did not. */
    Reach reachWith(Fault fault) {
        Reach known = REACHES.get(reach);
        return fault.reach().compareTo(known) > 0 ? fault.reach() : known;
    }

    /** An attempt has ended with {@code fault}. */
    void reached(Fault fault) {
        reach = (byte) REACHES.indexOf(reachWith(fault));
    }

    /** What refuses it comes when the app is at work already, and may have asked its downstream. */
    @Override
    void refusedLate() {
        reach = (byte) Math.max(reach, REACHES.indexOf(Reach.PERHAPS));
    }
}
