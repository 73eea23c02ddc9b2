package io.breakwater.operations.diagnosis;

import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Diagnoses downstreams, one at a time and each route not more often than once in a pause, on a thread of its own that ends when there is
 * nothing to do. Begins by itself when a circuit breaker opens, and on demand; keeps the last diagnosis of each route.
 *
 * <p>Thread-safe. To be closed with the app.
 */
public final class Diagnostics implements ExchangeListener, AutoCloseable {

    /** The least time between two diagnoses of one route. */
    public static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger("io.breakwater.diagnosis");
    private static final int MOST_WAITING = 64;
    private static final long IDLE_SECONDS = 10;

    private volatile Function<String, Optional<Target>> targets;
    private volatile Predicate<BreakerTransition> begins = transition -> true;
    private final Prober prober;
    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor thread;
    private final Map<String, Progress> byRoute = new HashMap<>();

    /** One route's. Guarded by the map. */
    private static final class Progress {
        private boolean underway;
        private long beganNanos;
        private Optional<Diagnosis> latest = Optional.empty();
    }

    /** For {@link java.util.ServiceLoader}: diagnoses the downstreams of the engine that it listens to, as the settings say. */
    public Diagnostics() {
        this(new Prober());
    }

    /**
     * Diagnoses the downstreams of the engine that it listens to, as the settings say.
     *
     * @param prober how to ask
     */
    public Diagnostics(Prober prober) {
        this(route -> Optional.empty(), prober);
    }

    /**
     * Diagnoses with the default pause.
     *
     * @param targets what to ask about a route, {@link Targets} for one
     * @param prober how to ask
     */
    public Diagnostics(Function<String, Optional<Target>> targets, Prober prober) {
        this(targets, prober, PAUSE, System::nanoTime);
    }

    Diagnostics(Function<String, Optional<Target>> targets, Prober prober, Duration pause, LongSupplier nanoTime) {
        this.targets = targets;
        this.prober = prober;
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread made = new Thread(task, "breakwater-diagnosis");
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void engineStarted(EngineView engine) {
        targets = new Targets(engine::routes, route -> DiagnosisSettings.healthPath(engine, route));
        begins = transition -> DiagnosisSettings.automatic(engine);
    }

    @Override
    public void engineStopped() {
        close();
    }

    @Override
    public boolean exchangeSucceeded(String route, int status, long elapsedNanos) {
        return true;
    }

    /** Asks for a diagnosis of a route. Does not wait for it. */
    public Submission request(String route) {
        Optional<Target> target = targets.apply(route);
        if (target.isEmpty()) {
            return new Submission.NoTarget();
        }
        synchronized (byRoute) {
            Progress known = byRoute.get(route);
            if (known != null) {
                long since = nanoTime.getAsLong() - known.beganNanos;
                if (known.underway) {
                    return new Submission.Underway();
                }
                if (since < pauseNanos) {
                    return new Submission.TooSoon(Duration.ofNanos(pauseNanos - since));
                }
            }
            return begin(target.get());
        }
    }

    private Submission begin(Target target) {
        Progress progress = byRoute.computeIfAbsent(target.route(), fresh -> new Progress());
        progress.underway = true;
        progress.beganNanos = nanoTime.getAsLong();
        try {
            thread.execute(() -> run(target));
        } catch (RejectedExecutionException full) {
            // Closed, or so many routes are waiting that this one has to ask again.
            progress.underway = false;
            return new Submission.TooSoon(Duration.ofNanos(pauseNanos));
        }
        return new Submission.Begun();
    }

    private void run(Target target) {
        Optional<Diagnosis> found = Optional.empty();
        try {
            Diagnosis diagnosis = prober.ask(target);
            found = Optional.of(diagnosis);
            log(diagnosis);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (byRoute) {
                Progress progress = byRoute.computeIfAbsent(target.route(), fresh -> new Progress());
                progress.underway = false;
                if (found.isPresent()) {
                    progress.latest = found;
                }
            }
        }
    }

    private static void log(Diagnosis diagnosis) {
        LOG.info(
                "diagnosis route={} target={} found={} tookMs={}\n{}",
                diagnosis.route(),
                diagnosis.target(),
                diagnosis.finding().name().toLowerCase(Locale.ROOT),
                diagnosis.took().toMillis(),
                diagnosis.text());
    }

    /** Returns whether a route has something to ask. */
    public boolean canDiagnose(String route) {
        return targets.apply(route).isPresent();
    }

    /** Returns whether a diagnosis of a route is under way. */
    public boolean isUnderway(String route) {
        synchronized (byRoute) {
            Progress progress = byRoute.get(route);
            return progress != null && progress.underway;
        }
    }

    /** Returns the last diagnosis of a route; empty while there is none. */
    public Optional<Diagnosis> latest(String route) {
        synchronized (byRoute) {
            return Optional.ofNullable(byRoute.get(route)).flatMap(progress -> progress.latest);
        }
    }

    /** Diagnoses a route whose circuit breaker has opened. */
    @Override
    public void breakerChanged(BreakerTransition transition) {
        if (transition.to().equals("OPEN") && begins.test(transition)) {
            request(transition.route());
        }
    }

    /** Ends the thread; a probe under way ends within its limits. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
