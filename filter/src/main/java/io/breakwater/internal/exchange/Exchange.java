package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import io.breakwater.internal.config.Priority;
import io.breakwater.internal.container.Container;
import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.correlation.TraceIds;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Permit;
import io.breakwater.internal.policy.PlaceEnd;
import io.breakwater.internal.util.VarHandles;
import io.breakwater.internal.watchdog.AppWait;
import io.breakwater.internal.watchdog.ClientWait;
import io.breakwater.internal.watchdog.DeadlineTimer;
import io.breakwater.internal.watchdog.TimeLimits;
import io.breakwater.internal.watchdog.TimedAttempt;
import io.breakwater.internal.watchdog.TimedExchange;
import io.breakwater.internal.wrapper.GuardedExchange;
import io.breakwater.internal.wrapper.OuterHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of one client request under guard, which everything that works on the request shares: its route, its deadline,
 * its attempts, what has come of them. {@link ExchangeRun} and {@link AsyncDispatch} run the attempts, {@link AttemptJudge}
 * has them judged, {@link ResponseCompletion} and {@link OutsideCompletion} carry the verdicts out.
 */
final class Exchange extends ExchangeBody implements TimedExchange, TimeLeft {

    /** What a dispatch has brought; as the client's came, unless outer filters have wrapped it anew. */
    record Pair(HttpServletRequest request, HttpServletResponse response) {}

    private static final VarHandle ATTEMPT = VarHandles.of(MethodHandles.lookup(), "attempt", Attempt.class);
    private static final List<Reach> REACHES = List.of(Reach.values());

    private final ExchangeServices shared;
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

    /** The attempt under way, or the last; null before the first. */
    @SuppressWarnings("unused") // through ATTEMPT
    private volatile @Nullable Attempt attempt;

    private byte attempts;
    /** How far the request got at most, in all attempts that have ended: a place in {@link #REACHES}, since a byte is free. */
    private byte reach;

    /** Null until it goes on asynchronously. */
    private volatile @Nullable AsyncExchange async;

    Exchange(
            ExchangeServices shared,
            GuardedRoute route,
            @Nullable String key,
            HttpServletRequest outerRequest,
            HttpServletResponse outerResponse,
            String filterName,
            String correlationId,
            TraceIds trace,
            long startNanos,
            boolean inMaintenance) {
        super(
                route,
                key == null ? route : route.byKey(key),
                key == null,
                RequestReading.isPreflight(outerRequest),
                inMaintenance);
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

    /** The exchange that wrappers have been made for: nothing else makes any. */
    static Exchange of(GuardedExchange guarded) {
        return (Exchange) guarded;
    }

    // The way of a request.

    /** Begins an attempt, which the watchdog is to end at the deadline. */
    Attempt beginAttempt(@Nullable Permit permit) {
        attempts++;
        Attempt next = new Attempt(this, attempts == 1 ? startNanos : now(), permit);
        StaleAttempt stale = StaleAttempt.of(route().staleAnswers(), outerRequest());
        if (stale != null) {
            next.notes().stale = stale;
        }
        Attempt last = attempt;
        if (last != null) {
            next.notes().lastFailure = last.failure();
            next.notes().earlier = last.history(Optional.ofNullable(last.failure()));
        }
        ClientWait known = clientWaitOrNull();
        if (known != null) {
            known.attemptBegins(next.startNanos());
        }
        ATTEMPT.setRelease(this, next);
        deadline.attemptBegins(next);
        shared.watchdog().arm(deadline);
        return next;
    }

    @Override
    PlaceEnd placeEnd() {
        Attempt last = attempt;
        return last == null ? PlaceEnd.UNTOLD : last.placeEnd();
    }

    @Override
    public Priority priority() {
        return RequestReading.priority(firstRequest, policy().settings().concurrency());
    }

    @Override
    public boolean isNeverShed() {
        return route().isHealthCheck(firstRequest);
    }

    // What other threads bring about.

    /** The container has forgotten the request of {@code attempt}: nobody can be answered, but permits must come back. */
    void isLost(Attempt attempt) {
        disarm();
        attempt.vote(Outcome.Failed.of(Fault.RESPONSE_INCOMPLETE));
        returnPlace();
        shared.forget(this);
        attempt.taken();
    }

    /**
     * Interrupts the attempt's thread, if another attempt can follow on it; the exchange's deadline goes on. Returns whether
     * it did.
     */
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

    @Override
    public long leftNanos() {
        return deadline.attemptLeftNanos(now());
    }

    @Override
    public boolean isTaken() {
        return attempt().wasTaken();
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
    @Override
    public boolean waitsOnPurpose() {
        AppWait wait = attempt().appsWait();
        return (wait != null && wait.isLong()) || asksForEvents();
    }

    @Override
    public boolean asksForEvents() {
        return RequestReading.asksForEvents(outerRequest());
    }

    @Override
    public long laterByAppsWord(long routesDueNanos) {
        AsyncExchange known = async;
        return known == null ? routesDueNanos : known.later(routesDueNanos);
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

    ExchangeServices shared() {
        return shared;
    }

    /** The route whose breaker counts: its own, unless the app has named another. */
    GuardedRoute downstream() {
        Attempt last = attempt;
        return last == null ? asked() : last.downstream();
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

    boolean hasAttempt() {
        return attempt != null;
    }

    /** The attempt under way, or the last; there is one once the app has the request. */
    @Override
    Attempt attempt() {
        return Objects.requireNonNull(attempt);
    }

    @Override
    public @Nullable TimedAttempt timedAttempt() {
        return attempt;
    }

    @Override
    public TimeLimits timeLimits() {
        return route().timeLimits();
    }

    @Override
    void trialHasBegun() {
        deadline.trialHasBegun(shared.watchdog(), now());
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
    public long startNanos() {
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
