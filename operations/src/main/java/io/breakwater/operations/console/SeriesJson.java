package io.breakwater.operations.console;

import io.breakwater.operations.series.RouteSeries;
import io.breakwater.operations.series.SeriesWindow;
import java.util.Map;
import java.util.Optional;

/** Writes what the charts show. Stateless. */
final class SeriesJson {

    private SeriesJson() {}

    static Map<String, Object> of(RouteSeries series) {
        return Json.object(
                "total", of(series.total()),
                "windows", series.windows().stream().map(SeriesJson::of).toList());
    }

    private static Map<String, Object> of(SeriesWindow window) {
        return Json.object(
                "start", window.start(),
                "good", window.good(),
                "failed", window.failed() + window.page(),
                "refused", window.refused(),
                "clientGone", window.clientGone(),
                "attempts", window.attempts(),
                "p50Millis", window.latency().map(latency -> latency.p50().toMillis()),
                "p95Millis", window.latency().map(latency -> latency.p95().toMillis()),
                "p99Millis", window.latency().map(latency -> latency.p99().toMillis()),
                "permitsInUse",
                        window.permitsInUse().isPresent()
                                ? Optional.of(window.permitsInUse().getAsInt())
                                : Optional.empty());
    }
}
