package io.breakwater.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.config.SettingsException;
import io.breakwater.operations.MeasuredApp;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each failure once in an app on Jetty; then the meters, the dashboard and the alerts are held to what Prometheus reads. */
class MeasuredAppTest {

    @TempDir
    static Path directory;

    private static MeasuredApp app;
    /** While one thread was stuck, and the narrow route full. */
    private static Exposition during;

    private static Exposition after;

    @BeforeAll
    static void breakEverythingOnce() throws Exception {
        app = MeasuredApp.start(directory);
        app.get("/orders/fine");
        app.get("/orders/missing");
        app.get("/orders/refused");
        app.get("/watched/refused");
        app.get("/closed/fine");
        app.get("/drill/fine");
        for (int i = 0; i < 3; i++) {
            app.get("/stock/refused");
        }
        app.askAndLeave("/orders/endless");
        var held = app.getAside("/narrow/held");
        await().until(() -> scrape().sum("breakwater_concurrency_used", "route", "narrow") == 1);
        app.get("/narrow/fine");
        app.get("/slow/held");
        await().until(() -> scrape().sum("breakwater_client_aborts_total", "route", "orders") == 1);
        during = scrape();
        app.letGo();
        held.get();
        app.reload(MeasuredApp.settings() + "breakwater.routes.orders.timeout=5s\n");
        assertThatThrownBy(() -> app.reload("breakwater.timeout=soon\n")).isInstanceOf(SettingsException.class);
        await().until(() -> scrape().sum("breakwater_threads_stuck") == 0);
        after = scrape();
    }

    @AfterAll
    static void end() throws Exception {
        app.close();
        assertThat(scrape().metrics())
                .as("the gauges of an engine that has ended")
                .doesNotContain(
                        "breakwater_breaker_state", "breakwater_concurrency_used", "breakwater_timeout_seconds");
    }

    private static Exposition scrape() {
        return Exposition.parse(app.scrape());
    }

    /** Prometheus' name of a meter; of a timer without its suffixes. */
    static String nameOf(BreakwaterMeter meter) {
        String plain = meter.id().replace('.', '_');
        return switch (meter.type()) {
            case COUNTER -> plain + "_total";
            case GAUGE -> plain;
            case TIMER, TIME_GAUGE -> plain + "_seconds";
        };
    }

    @Test
    void everyMeterIsExposedWithItsTagsAndNothingElseIs() {
        Map<String, Set<String>> listed = new TreeMap<>();
        for (BreakwaterMeter meter : BreakwaterMeter.values()) {
            Set<String> labels =
                    meter.tags().stream().map(MeterTag::key).collect(Collectors.toCollection(TreeSet::new));
            if (meter.type() == BreakwaterMeter.Type.TIMER) {
                Set<String> withBound = new TreeSet<>(labels);
                withBound.add("le");
                listed.put(nameOf(meter) + "_bucket", withBound);
                listed.put(nameOf(meter) + "_count", labels);
                listed.put(nameOf(meter) + "_sum", labels);
                listed.put(nameOf(meter) + "_max", labels);
            } else {
                listed.put(nameOf(meter), labels);
            }
        }
        Map<String, Set<String>> exposed = new TreeMap<>();
        after.metrics().forEach(metric -> exposed.put(metric, after.labels(metric)));

        assertThat(exposed).isEqualTo(listed);
    }

    @Test
    void exchangesAreTimedByHowTheyEnded() {
        String count = "breakwater_exchanges_seconds_count";

        assertThat(after.sum(count, "route", "orders", "fault", "none", "status", "2xx", "page", "none"))
                .isEqualTo(1);
        assertThat(after.sum(count, "route", "orders", "fault", "none", "status", "4xx", "ending", "released"))
                .isEqualTo(1);
        assertThat(after.sum(
                        count,
                        "route",
                        "orders",
                        "fault",
                        "connection_refused",
                        "status",
                        "5xx",
                        "ending",
                        "page",
                        "page",
                        "html"))
                .isEqualTo(1);
        assertThat(after.sum(count, "route", "orders", "ending", "client_gone")).isEqualTo(1);
        assertThat(after.sum(count, "route", "closed", "fault", "none", "ending", "maintenance"))
                .isEqualTo(1);
        assertThat(after.sum(count, "route", "drill", "fault", "dns_error", "injected", "true"))
                .isEqualTo(1);
        assertThat(after.sum(count, "route", "orders", "injected", "true")).isZero();
        assertThat(after.sum("breakwater_injection", "route", "drill")).isEqualTo(1);
        assertThat(after.sum("breakwater_injection", "route", "orders")).isZero();
        assertThat(after.sum("breakwater_exchanges_seconds_bucket", "route", "orders", "fault", "none", "le", "+Inf"))
                .isEqualTo(2);
        assertThat(after.values("breakwater_exchanges_seconds_bucket", "le")).contains("0.005", "15.0", "30.0");
    }

    @Test
    void attemptsAndRetriesAreCountedAndWhyThereWasNone() {
        assertThat(after.sum("breakwater_attempts_total", "route", "orders", "fault", "connection_refused"))
                .isEqualTo(2);
        assertThat(after.sum("breakwater_attempts_total", "route", "orders", "fault", "none"))
                .isEqualTo(2);
        assertThat(after.sum("breakwater_retries_total", "route", "orders")).isEqualTo(1);
        assertThat(after.sum("breakwater_retries_refused_total", "route", "orders", "reason", "attempts_used_up"))
                .isEqualTo(1);
        assertThat(after.sum("breakwater_retries_refused_total", "route", "orders"))
                .isEqualTo(1);
        assertThat(after.sum("breakwater_retries_left", "route", "orders")).isPositive();
    }

    @Test
    void breakersAreInOneStateEach() {
        for (String route : Set.of("default", "orders", "slow", "narrow", "watched")) {
            assertThat(after.sum("breakwater_breaker_state", "route", route, "state", "closed"))
                    .as(route)
                    .isEqualTo(1);
            assertThat(after.sum("breakwater_breaker_state", "route", route)).isEqualTo(1);
        }
        assertThat(during.sum("breakwater_breaker_state", "route", "stock", "state", "open"))
                .isEqualTo(1);
        assertThat(after.sum("breakwater_breaker_transitions_total", "route", "stock", "from", "closed", "to", "open"))
                .isEqualTo(1);
    }

    @Test
    void placesStuckThreadsAndOverrunsAreSeenWhileTheyLast() {
        assertThat(during.sum("breakwater_concurrency_used", "route", "narrow")).isEqualTo(1);
        assertThat(during.sum("breakwater_concurrency_limit", "route", "narrow"))
                .isEqualTo(1);
        assertThat(during.sum("breakwater_concurrency_limit", "route", "slow")).isNaN();
        assertThat(after.sum("breakwater_concurrency_used", "route", "narrow")).isZero();
        assertThat(after.sum("breakwater_concurrency_refused_total", "route", "narrow"))
                .isEqualTo(1);
        assertThat(during.sum("breakwater_threads_stuck", "route", "slow")).isEqualTo(1);
        assertThat(after.sum("breakwater_deadline_overruns_total", "route", "slow", "fault", "http_response_timeout"))
                .isEqualTo(1);
    }

    @Test
    void reloadsAreCountedAndLimitsFollowThem() {
        assertThat(after.sum("breakwater_settings_reloads_total", "result", "accepted"))
                .isEqualTo(1);
        assertThat(after.sum("breakwater_settings_reloads_total", "result", "refused"))
                .isEqualTo(1);
        assertThat(during.sum("breakwater_settings_reloads_total")).isZero();
        assertThat(during.sum("breakwater_timeout_seconds", "route", "orders")).isEqualTo(15);
        assertThat(after.sum("breakwater_timeout_seconds", "route", "orders")).isEqualTo(5);
        assertThat(after.sum("breakwater_attempt_timeout_seconds", "route", "slow"))
                .isEqualTo(0.3);
    }

    @Test
    void whatAnObservedRouteWouldHaveDoneIsCounted() {
        assertThat(after.sum(
                        "breakwater_would_total", "route", "watched", "would", "retry", "fault", "connection_refused"))
                .isEqualTo(1);
    }

    @Test
    void theDashboardAsksForWhatIsExposed() throws Exception {
        assertThat(GrafanaDashboard.read().queries()).hasSizeGreaterThan(15).allSatisfy(query -> PromQuery.of(query)
                .check(after));
    }

    @Test
    void theAlertsAskForWhatIsExposedOrRecorded() throws Exception {
        PrometheusRules rules = PrometheusRules.read();
        Exposition withRecorded = rules.addRecordedTo(after);

        assertThat(rules.expressions()).hasSizeGreaterThan(5).allSatisfy(query -> PromQuery.of(query)
                .check(withRecorded));
    }
}
