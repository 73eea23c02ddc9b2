package io.breakwater.operations.json;

import io.breakwater.fault.Fault;
import io.breakwater.observe.AttemptReport;
import io.breakwater.observe.Incident;
import io.breakwater.operations.Health;
import io.breakwater.operations.Operations;
import io.breakwater.operations.diagnosis.Diagnosis;
import io.breakwater.operations.diagnosis.Stage;
import io.breakwater.operations.pressure.RoutePressure;
import io.breakwater.operations.recent.ExchangeRecord;
import io.breakwater.operations.recent.ThrownRecord;
import io.breakwater.operations.series.RouteSeries;
import io.breakwater.operations.series.SeriesWindow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes what is remembered as JSON: each method writes one value, so that it can stand wherever a value may. Names of fields end
 * in {@code Ms} for milliseconds; faults are the tokens of Proxy-Status (RFC 9209), other words are in lower case. Stateless and
 * thread-safe.
 */
public final class OperationsJson {

    private OperationsJson() {}

    /** Writes an exchange. */
    public static void write(JsonWriter json, ExchangeRecord exchange) {
        json.object(() -> {
            json.field("correlationId", exchange.correlationId());
            json.field("arrived", exchange.arrived());
            json.field("route", exchange.route());
            json.field("downstream", exchange.downstream());
            json.field("method", exchange.method());
            json.field("path", exchange.path());
            json.field("fault", token(exchange.fault()));
            json.field("status", exchange.status());
            json.field("ending", word(exchange.ending()));
            json.field("attemptCount", exchange.attemptCount());
            json.name("attempts").array(exchange.attempts(), OperationsJson::write);
            json.field("retryRefusal", exchange.retryRefusal().map(OperationsJson::word));
            json.field("elapsedMs", exchange.elapsed());
            json.field("deadlineLeftMs", exchange.deadlineLeft());
            json.field("breaker", exchange.breakerState());
            json.field("appsBreaker", exchange.appsBreaker());
            json.name("causes").array(exchange.causes(), OperationsJson::write);
            json.field("observed", exchange.observed());
            json.field("would", exchange.suppressedAction().map(OperationsJson::word));
            json.field("wouldFor", token(exchange.suppressedFault()));
            json.field("incident", exchange.incident());
            json.field("firstOfIncident", exchange.opensIncident());
            json.field("injected", exchange.injected());
            json.field("check", exchange.fault().map(Fault::operatorSentence));
        });
    }

    private static void write(JsonWriter json, AttemptReport attempt) {
        json.object(() -> {
            json.field("fault", token(attempt.fault()));
            json.field("startMs", attempt.start());
            json.field("durationMs", attempt.duration());
            json.field("backoffMs", attempt.backoff());
            json.field("status", attempt.status());
        });
    }

    private static void write(JsonWriter json, ThrownRecord thrown) {
        json.object(() -> {
            json.field("type", thrown.type());
            json.field("message", thrown.message());
        });
    }

    /** Writes an incident. */
    public static void write(JsonWriter json, Incident incident) {
        json.object(() -> {
            json.field("id", incident.id());
            json.field("route", incident.route());
            json.field("kind", word(incident.kind()));
            json.field("open", incident.isOpen());
            json.field("opened", incident.opened());
            json.field("lastFailure", incident.lastFailure());
            incident.closed().ifPresent(closed -> json.field("closed", closed));
            json.field("durationMs", incident.duration());
            json.field("failed", incident.failed());
            json.field("saved", incident.saved());
            json.name("faults").object(() -> incident.faultsByCount()
                    .forEach(fault -> json.field(fault.getKey().token(), fault.getValue())));
            json.field("check", incident.cause().map(Fault::operatorSentence));
            json.field("firstCorrelationId", incident.firstCorrelationId());
            json.field("lastCorrelationId", incident.lastCorrelationId());
            json.field("injected", incident.injected());
        });
    }

    /** Writes a diagnosis. */
    public static void write(JsonWriter json, Diagnosis diagnosis) {
        json.object(() -> {
            json.field("route", diagnosis.route());
            json.field("target", diagnosis.target());
            json.field("at", diagnosis.at());
            json.field("tookMs", diagnosis.took());
            json.field("found", word(diagnosis.finding()));
            json.field("sentence", diagnosis.finding().sentence());
            json.field("detail", diagnosis.detail());
            json.field("check", diagnosis.finding().check());
            json.name("stages").array(diagnosis.stages(), OperationsJson::write);
        });
    }

    private static void write(JsonWriter json, Stage stage) {
        json.object(() -> {
            json.field("stage", word(stage.name()));
            json.field("result", word(stage.result()));
            json.field("tookMs", stage.took());
            json.field("said", stage.said());
            json.name("facts").array(stage.facts(), JsonWriter::string);
        });
    }

    /** Writes the last quarter of an hour of a route. */
    public static void write(JsonWriter json, RouteSeries series) {
        json.object(() -> {
            json.field("route", series.route());
            json.name("total");
            write(json, series.total());
            json.name("windows").array(series.windows(), OperationsJson::write);
        });
    }

    private static void write(JsonWriter json, SeriesWindow window) {
        json.object(() -> {
            json.field("start", window.start());
            json.field("lengthMs", window.length());
            json.field("good", window.good());
            json.field("failed", window.failed());
            json.field("page", window.page());
            json.field("refused", window.refused());
            json.field("clientGone", window.clientGone());
            json.field("attempts", window.attempts());
            window.latency().ifPresent(latency -> json.field("p50Ms", latency.p50())
                    .field("p95Ms", latency.p95())
                    .field("p99Ms", latency.p99()));
            json.field("permitsInUse", window.permitsInUse());
        });
    }

    /** Writes how near a route is to its limits. */
    public static void write(JsonWriter json, RoutePressure pressure) {
        json.object(() -> {
            json.field("route", pressure.route());
            json.field("pressure", pressure.pressure());
            json.field("limit", pressure.limit().map(RoutePressure.Limit::key));
            pressure.latency().ifPresent(latency -> json.field("latencyMs", latency));
            json.field("latencyPerSecondMs", pressure.latencyPerSecond());
            pressure.permitsInUse().ifPresent(inUse -> json.field("permitsInUse", inUse));
            json.field("permitsPerSecond", pressure.permitsPerSecond());
            pressure.crossesIn().ifPresent(crosses -> json.field("crossesInMs", crosses));
            json.field("warned", pressure.warned());
        });
    }

    /** Writes how the routes stand: what a probe reads. */
    public static void write(JsonWriter json, Health health) {
        json.object(() -> {
            json.field("state", word(health.state()));
            json.name("routes").array(health.routes(), OperationsJson::write);
        });
    }

    private static void write(JsonWriter json, Health.RouteHealth route) {
        json.object(() -> {
            json.field("route", route.route());
            json.field("state", word(route.state()));
            json.field("breaker", route.breakerState());
            json.field("pressure", route.pressure());
            json.field("stuckThreads", route.stuckThreads());
            route.incident().ifPresent(incident -> {
                json.name("incident");
                write(json, incident);
            });
        });
    }

    /** Returns all that is found of a correlation ID: its exchanges, and their incidents as far as they are kept. */
    public static String search(Operations operations, String correlationId) {
        List<ExchangeRecord> found = operations.find(correlationId);
        List<Incident> incidents = found.stream()
                .flatMap(exchange -> exchange.incident().stream())
                .distinct()
                .flatMap(id -> operations.incident(id).stream())
                .toList();
        JsonWriter json = new JsonWriter();
        return json.object(() -> json.name("exchanges")
                        .array(found, OperationsJson::write)
                        .name("incidents")
                        .array(incidents, OperationsJson::write))
                .toString();
    }

    /** Returns how the routes stand: what a probe reads. */
    public static String health(Operations operations) {
        JsonWriter json = new JsonWriter();
        write(json, operations.health());
        return json.toString();
    }

    private static Optional<String> token(Optional<Fault> fault) {
        return fault.map(Fault::token);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
