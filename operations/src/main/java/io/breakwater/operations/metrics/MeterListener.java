package io.breakwater.operations.metrics;

import io.breakwater.fault.Fault;
import io.breakwater.observe.AttemptReport;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.DeadlineOverrun;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.SettingsReload;
import io.breakwater.operations.Operations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Measures what the filter does, with Micrometer: exchanges, attempts, retries and why there were none, circuit breakers, limits,
 * deadlines, stuck threads and reloads. {@code docs/operations.md} lists the meters, which are bounded by the routes of the
 * settings, whatever clients send.
 *
 * <p>One for each engine: {@code Breakwater.builder().listener(new MeterListener(registry))}. An app without code names this
 * class in {@code META-INF/services/io.breakwater.observe.ExchangeListener}. The Spring Boot starter makes one by itself.
 * Thread-safe; a healthy exchange allocates nothing.
 */
public final class MeterListener implements ExchangeListener {

    private final RouteMeters meters;
    private final RouteGauges gauges;
    /** By the route's name. */
    private final ConcurrentMap<String, HealthyMeters> healthy = new ConcurrentHashMap<>();

    /** Measures in Micrometer's global registry, to which the app adds its own: {@code Metrics.addRegistry(…)}. */
    public MeterListener() {
        this(Metrics.globalRegistry);
    }

    /**
     * Measures in {@code registry}.
     *
     * @param registry the app's registry
     */
    public MeterListener(MeterRegistry registry) {
        this(registry, List.of());
    }

    /**
     * Measures in {@code registry}, with further tags.
     *
     * @param registry the app's registry
     * @param common the tags that all meters bear, to tell the filters of an app apart; their values are to be few
     */
    public MeterListener(MeterRegistry registry, Iterable<Tag> common) {
        this.meters = new RouteMeters(registry, Tags.of(common));
        this.gauges = new RouteGauges(registry, Tags.of(common));
    }

    @Override
    public void engineStarted(EngineView engine) {
        engine.listener(Operations.class).ifPresent(gauges::read);
        gauges.follow(engine);
        routesAreInForce();
    }

    /** A counter that is there before it counts shows its first increment, too, to who asks for a rate. */
    private void routesAreInForce() {
        meters.beginReloads();
        gauges.routes().forEach(meters::begin);
        gauges.routes().forEach(status -> healthyOf(status.route()));
    }

    @Override
    public void engineStopped() {
        gauges.removeAll();
    }

    @Override
    public boolean exchangeSucceeded(String route, int status, long elapsedNanos) {
        HealthyMeters known = healthy.get(route);
        (known == null ? healthyOf(route) : known).count(status, elapsedNanos);
        return true;
    }

    private HealthyMeters healthyOf(String route) {
        return healthy.computeIfAbsent(route, name -> new HealthyMeters(name, meters));
    }

    @Override
    public void exchangeEnded(ExchangeReport report) {
        String route = report.route();
        meters.exchanges(
                        route,
                        report.fault(),
                        report.ending(),
                        TagValues.statusClass(report.status()),
                        report.pageFormat(),
                        report.injected())
                .record(report.elapsed());
        countAttempts(route, report.attemptReports());
        report.retryRefusal()
                .ifPresent(reason -> meters.counter(BreakwaterMeter.RETRIES_REFUSED, route, TagValues.of(reason))
                        .increment());
        if (report.ending() == Ending.CLIENT_GONE) {
            meters.counter(BreakwaterMeter.CLIENT_ABORTS, route).increment();
        }
        if (report.fault().filter(fault -> fault == Fault.CONCURRENCY_LIMIT).isPresent()) {
            meters.counter(BreakwaterMeter.CONCURRENCY_REFUSED, route).increment();
        }
        report.suppressedAction().ifPresent(would -> meters.counter(
                        BreakwaterMeter.WOULD, route, TagValues.of(would), TagValues.of(report.suppressedFault()))
                .increment());
    }

    private void countAttempts(String route, List<AttemptReport> attempts) {
        for (int i = 0; i < attempts.size(); i++) {
            String fault = TagValues.of(attempts.get(i).fault());
            meters.counter(BreakwaterMeter.ATTEMPTS, route, fault).increment();
            if (i < attempts.size() - 1) {
                meters.counter(BreakwaterMeter.RETRIES, route, fault).increment();
            }
        }
    }

    @Override
    public void breakerChanged(BreakerTransition transition) {
        meters.counter(
                        BreakwaterMeter.BREAKER_TRANSITIONS,
                        transition.route(),
                        TagValues.lower(transition.from()),
                        TagValues.lower(transition.to()))
                .increment();
    }

    @Override
    public void deadlineOverrun(DeadlineOverrun overrun) {
        meters.counter(
                        BreakwaterMeter.DEADLINE_OVERRUNS,
                        overrun.route(),
                        overrun.fault().token())
                .increment();
    }

    @Override
    public void settingsReloaded(SettingsReload reload) {
        meters.reloads(reload.accepted()).increment();
        if (reload.accepted()) {
            gauges.update();
            routesAreInForce();
        }
    }
}
