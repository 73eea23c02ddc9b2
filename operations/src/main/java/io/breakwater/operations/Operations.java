package io.breakwater.operations;

import io.breakwater.Breakwater;
import io.breakwater.fault.Fault;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.Incident;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.RouteStatus;
import io.breakwater.observe.SettingsReload;
import io.breakwater.operations.pressure.EarlyWarning;
import io.breakwater.operations.pressure.RoutePressure;
import io.breakwater.operations.recent.ExchangeRecord;
import io.breakwater.operations.recent.RecentExchanges;
import io.breakwater.operations.recent.ReportReader;
import io.breakwater.operations.series.AnswerKind;
import io.breakwater.operations.series.RouteSeries;
import io.breakwater.operations.series.SeriesRecorder;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one engine, for the people who run the app: recent failures, incidents, the last quarter of an hour of
 * each route, and which routes head for a limit. A web app that has this jar gets one by {@link java.util.ServiceLoader}, with
 * nothing to configure; {@link #of} finds it. It has one thread, from the engine's start to its end.
 *
 * <p>Thread-safe. A good exchange takes no lock and allocates nothing.
 */
public final class Operations implements ExchangeListener {

    /** The slowest exchanges are those of so many seconds, and of as many before. */
    private static final int TICKS_OF_PERIOD = 300;

    private static final double NANOS_PER_SECOND = 1e9;

    private final InstantSource clock;
    private final SeriesRecorder series;
    private final EarlyWarning earlyWarning = new EarlyWarning();
    private final RecentExchanges exchanges;
    private final IncidentHistory incidents;
    private volatile OperationsSettings settings = OperationsSettings.DEFAULT;
    private int ticks;
    private volatile @Nullable EngineView engine;
    private volatile @Nullable Ticker ticker;

    /** For {@link java.util.ServiceLoader}. */
    public Operations() {
        this(System::nanoTime, InstantSource.system());
    }

    /**
     * @param nanoTime a time source that only moves on, in nanoseconds
     * @param clock the time of day
     */
    public Operations(LongSupplier nanoTime, InstantSource clock) {
        this.clock = clock;
        this.series = new SeriesRecorder(nanoTime, clock.instant());
        this.exchanges = new RecentExchanges(settings.exchangesMemory());
        this.incidents = new IncidentHistory(settings.incidentsKept());
    }

    /** Returns what is remembered of an engine; empty when this jar was not among the app's libraries when it was made. */
    public static Optional<Operations> of(Breakwater engine) {
        return engine.listener(Operations.class);
    }

    @Override
    public void engineStarted(EngineView started) {
        follow(started);
        ticker = Ticker.start(this::tick);
    }

    /** Asks this engine from now on, and leaves it to the caller to look at it once a second. */
    void follow(EngineView started) {
        engine = started;
        apply(OperationsSettings.of(started));
        incidents.follow(started::incidents);
    }

    @Override
    public void settingsReloaded(SettingsReload reload) {
        EngineView running = engine;
        if (running != null && reload.accepted()) {
            apply(OperationsSettings.of(running));
        }
    }

    private void apply(OperationsSettings next) {
        settings = next;
        exchanges.limitTo(next.exchangesMemory());
        incidents.limitTo(next.incidentsKept());
    }

    @Override
    public void engineStopped() {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean exchangeSucceeded(String route, int status, long elapsedNanos) {
        if (exchanges.isSlow(route, elapsedNanos)) {
            // Asks for the report, which counts it.
            return false;
        }
        series.record(route, AnswerKind.GOOD, 1, elapsedNanos);
        return true;
    }

    @Override
    public void exchangeEnded(ExchangeReport report) {
        if (report.ending() == ExchangeReport.Ending.MAINTENANCE) {
            // The app was not asked, and nothing has failed.
            return;
        }
        AnswerKind kind = AnswerKind.of(report);
        series.record(report.route(), kind, report.attempts(), report.elapsed().toNanos());
        if (kind == AnswerKind.GOOD
                && report.attempts() == 1
                && !report.injected()
                && report.suppressedAction()
                        .filter(would -> would != ExchangeReport.SuppressedAction.MAINTENANCE)
                        .isEmpty()) {
            exchanges.addSlow(ReportReader.read(report, clock.instant(), incidents.openOn(report.route()), false));
        } else {
            IncidentHistory.Place place = countsForIncident(report)
                    ? incidents.placeOf(report.route())
                    : new IncidentHistory.Place(incidents.openOn(report.route()), false);
            exchanges.add(ReportReader.read(report, clock.instant(), place.incident(), place.isFirst()));
        }
    }

    private static boolean countsForIncident(ExchangeReport report) {
        return !report.maintenance()
                && report.fault().filter(fault -> fault != Fault.CLIENT_GONE).isPresent();
    }

    @Override
    public void incidentOpened(Incident incident) {
        incidents.opened(incident);
    }

    @Override
    public void incidentClosed(Incident incident) {
        incidents.closed(incident);
    }

    /** Looks at each route; to be called once a second. */
    void tick() {
        EngineView running = engine;
        if (running == null) {
            return;
        }
        List<RouteStatus> routes = running.routes();
        routes.forEach(route -> series.seePermits(route.route(), route.inFlight()));
        Set<String> resting =
                running.maintenance().stream().map(Maintenance::route).collect(Collectors.toSet());
        earlyWarning.tick(
                settings.earlyWarning()
                        ? routes.stream()
                                .filter(route -> !resting.contains(route.route()))
                                .map(this::second)
                                .toList()
                        : List.of());
        ticks++;
        if (ticks % TICKS_OF_PERIOD == 0) {
            exchanges.turn();
            series.forgetIdle();
        }
    }

    private EarlyWarning.Second second(RouteStatus route) {
        OptionalLong latency = series.takeLatency(route.route());
        return new EarlyWarning.Second(
                route.route(),
                latency.isPresent()
                        ? OptionalDouble.of(latency.getAsLong() / NANOS_PER_SECOND)
                        : OptionalDouble.empty(),
                route.limits().attemptTimeout().toNanos() / NANOS_PER_SECOND,
                route.inFlight(),
                route.limits().maxConcurrency());
    }

    /**
     * Returns the remembered exchanges of a correlation ID, the newest first; in any case, with or without dashes. Takes the
     * same time however many are remembered.
     */
    public List<ExchangeRecord> find(String correlationId) {
        return exchanges.find(correlationId);
    }

    /**
     * Returns exchanges that failed, that a retry saved, whose client left, or that were noted on an observed route, the newest
     * first.
     *
     * @param wanted which of them
     * @param most how many at most
     */
    public List<ExchangeRecord> recent(Predicate<ExchangeRecord> wanted, int most) {
        return exchanges.noted(wanted, most);
    }

    /**
     * Returns the slowest good exchanges of the last five to ten minutes, the slowest first.
     *
     * @param wanted which of them
     * @param most how many at most
     */
    public List<ExchangeRecord> slowest(Predicate<ExchangeRecord> wanted, int most) {
        return exchanges.slowest(wanted, most);
    }

    /** Returns the bytes that the remembered exchanges take, as they are reckoned. */
    public long exchangesBytes() {
        return exchanges.bytes();
    }

    /** Returns the open incidents, the newest first, and then the closed ones, those first that closed last. */
    public List<Incident> incidents() {
        return incidents.all();
    }

    /** Returns an incident by its {@link Incident#id}; empty when it is not kept any more. */
    public Optional<Incident> incident(String id) {
        return incidents.find(id);
    }

    /** Returns the last quarter of an hour of each route that had an exchange, by the routes' names. */
    public List<RouteSeries> series() {
        return series.all();
    }

    /** Returns the last quarter of an hour of a route; empty when it had no exchange. */
    public Optional<RouteSeries> series(String route) {
        return series.of(route);
    }

    /** Returns how near each route is to its limits, by the routes' names. */
    public List<RoutePressure> pressure() {
        return earlyWarning.all();
    }

    /** Returns how near a route is to its limits; empty when the early warning is off. */
    public Optional<RoutePressure> pressure(String route) {
        return earlyWarning.of(route);
    }

    /** Returns how each route stands; without a route before the engine has started. */
    public Health health() {
        EngineView running = engine;
        return running == null
                ? new Health(Health.State.CALM, List.of())
                : Health.of(running.routes(), incidents.open(), earlyWarning::of, running.maintenance());
    }

    /** Returns what this module does and how much it may take. */
    public OperationsSettings settings() {
        return settings;
    }
}
