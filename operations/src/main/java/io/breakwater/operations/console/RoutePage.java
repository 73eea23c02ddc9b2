package io.breakwater.operations.console;

import io.breakwater.config.EffectiveValue;
import io.breakwater.observe.Incident;
import io.breakwater.observe.Injection;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.RouteLimits;
import io.breakwater.observe.RouteStatus;
import io.breakwater.operations.json.JsonWriter;
import io.breakwater.operations.json.OperationsJson;
import io.breakwater.operations.recent.ExchangeRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything about one route. */
record RoutePage(Console console, RouteStatus route) implements Page {

    private static final int RECENT = 20;
    private static final int SLOWEST = 5;
    private static final int INCIDENTS = 20;

    @Override
    public String title() {
        return "Route " + route.route();
    }

    @Override
    public Optional<String> live() {
        return Optional.of(console.route(route.route()).replaceFirst(".*\\?", "page=route&"));
    }

    private List<Incident> incidents() {
        return console.operations().incidents().stream()
                .filter(incident -> incident.route().equals(route.route()))
                .limit(INCIDENTS)
                .toList();
    }

    private List<ExchangeRecord> recent() {
        return console.operations().recent(this::isOfRoute, RECENT);
    }

    private List<ExchangeRecord> slowest() {
        return console.operations().slowest(this::isOfRoute, SLOWEST);
    }

    private boolean isOfRoute(ExchangeRecord exchange) {
        return exchange.route().equals(route.route());
    }

    private List<EffectiveValue> settings() {
        return console.engine().settings().stream()
                .filter(value -> value.route().equals(route.route()))
                .toList();
    }

    @Override
    public void body(Html html) {
        html.open("section", "class", "route card one").open("div", "class", "head");
        html.element("h1", route.route());
        Parts.state(html, route.breakerState());
        Maintenances.pill(html, console, route.route());
        GameDays.pill(html, console, route.route());
        html.element("p", OverviewPage.RouteRow.facts(route), "class", "soft");
        html.element("p", limits(route), "class", "soft");
        route.breakerOpenUntil()
                .ifPresent(
                        until -> html.element("p", "The breaker admits trial calls at " + Words.time(until) + " UTC."));
        html.close();
        console.operations()
                .series(route.route())
                .ifPresentOrElse(
                        series -> Charts.all(html, series),
                        () -> html.element("p", "No request yet.", "class", "soft charts"));
        html.close();
        maintenance(html);
        gameDay(html);
        Parts.diagnosis(html, console, route.route(), "Diagnosis");
        incidents(html);
        list(html, "Recent failures", recent(), "No request of this route has failed since this process started.");
        list(html, "Slowest of the last minutes", slowest(), "None yet.");
        html.open("section", "class", "card", "aria-labelledby", "settings");
        html.element("h2", "Settings in force", "id", "settings");
        SettingsPage.table(html, settings(), "Settings of route " + route.route());
        html.close();
    }

    private void maintenance(Html html) {
        Optional<Maintenance> planned = Maintenances.of(console, route.route());
        html.open("section", "class", "card", "aria-labelledby", "maintenance")
                .element("h2", "Maintenance", "id", "maintenance");
        planned.ifPresentOrElse(
                known -> Maintenances.told(html, known), () -> html.element("p", "None now.", "class", "soft"));
        if (route.limits().observed()) {
            html.element("p", "This route is only observed: visitors are not told, it is only noted.", "class", "soft");
        }
        Maintenances.buttons(html, console, Optional.of(route.route()), planned.isPresent());
        html.close();
    }

    private void gameDay(Html html) {
        Optional<Injection> injection = GameDays.of(console, route.route());
        html.open("section", "class", "card", "aria-labelledby", "game-day")
                .element("h2", "Game day", "id", "game-day");
        injection.ifPresentOrElse(
                known -> GameDays.told(html, known),
                () -> html.element("p", "Nothing is injected on this route.", "class", "soft"));
        if (route.limits().observed()) {
            html.element("p", "This route is only observed: nothing can be injected here.", "class", "soft");
        } else {
            GameDays.form(html, console, route.route(), injection.isPresent());
        }
        html.close();
    }

    private static String limits(RouteStatus route) {
        RouteLimits limits = route.limits();
        StringBuilder words = new StringBuilder("Deadline ")
                .append(Words.duration(limits.timeout()))
                .append(", each attempt ")
                .append(Words.duration(limits.attemptTimeout()))
                .append(", ")
                .append(Words.count(limits.maxAttempts(), "attempt", "attempts"))
                .append(" at most");
        route.concurrencyLimit().ifPresent(max -> words.append(", ").append(max).append(" at once"));
        return words.append('.').toString();
    }

    private void list(Html html, String heading, List<ExchangeRecord> exchanges, String none) {
        html.open("section", "class", "card").element("h2", heading);
        if (exchanges.isEmpty()) {
            html.element("p", none, "class", "soft");
        } else {
            Parts.exchanges(html, console, exchanges, heading);
        }
        html.close();
    }

    private void incidents(Html html) {
        List<Incident> incidents = incidents();
        html.open("section", "class", "card", "aria-label", "Incidents").element("h2", "Incidents");
        if (incidents.isEmpty()) {
            html.element("p", "None since this process started.", "class", "soft");
        } else {
            timeLine(html, incidents);
            incidents.forEach(incident -> Parts.incident(html, console, incident, "h3"));
        }
        html.close();
    }

    /** From the first incident to now, so that runs and gaps can be seen. */
    private void timeLine(Html html, List<Incident> incidents) {
        Instant first =
                incidents.stream().map(Incident::opened).min(Instant::compareTo).orElse(console.now());
        double whole = Math.max(60_000, Duration.between(first, console.now()).toMillis());
        html.open(
                "svg",
                "class",
                "track wide",
                "viewBox",
                "0 0 1000 16",
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                Words.count(incidents.size(), "incident", "incidents") + " since " + Words.dayAndTime(first) + " UTC");
        html.empty("path", "class", "floor", "d", "M0 8h1000");
        for (Incident incident : incidents) {
            Instant end = incident.isOpen() ? console.now() : incident.lastFailure();
            double x = 1000 - Duration.between(incident.opened(), console.now()).toMillis() / whole * 1000;
            double width = Math.max(6, Duration.between(incident.opened(), end).toMillis() / whole * 1000);
            html.empty(
                    "rect",
                    "class",
                    incident.isOpen() ? "failed" : "refused",
                    "x",
                    String.format(Locale.ROOT, "%.1f", Math.min(Math.max(x, 0), 1000 - width)),
                    "y",
                    "1",
                    "width",
                    String.format(Locale.ROOT, "%.1f", width),
                    "height",
                    "14");
        }
        html.close();
        html.open("p", "class", "ends soft").element("span", Words.dayAndTime(first));
        html.element("span", "now").close();
    }

    @Override
    public void json(JsonWriter json) {
        json.object(() -> {
            json.field("now", console.now());
            OverviewPage.RouteRow.fields(json, console, route);
            json.name("limits").object(() -> limits(json, route));
            json.name("incidents").array(incidents(), OperationsJson::write);
            json.name("recent").array(recent(), OperationsJson::write);
            json.name("slowest").array(slowest(), OperationsJson::write);
            json.field("diagnosisPossible", console.diagnostics().canDiagnose(route.route()));
            console.diagnostics().latest(route.route()).ifPresent(diagnosis -> {
                json.name("diagnosis");
                OperationsJson.write(json, diagnosis);
            });
            json.name("settings").array(settings(), SettingsPage::json);
        });
    }

    private static void limits(JsonWriter json, RouteStatus route) {
        RouteLimits limits = route.limits();
        json.field("timeoutMs", limits.timeout())
                .field("attemptTimeoutMs", limits.attemptTimeout())
                .field("maxAttempts", limits.maxAttempts())
                .field("maxConcurrency", limits.maxConcurrency())
                .field("concurrencyLimit", route.concurrencyLimit());
    }
}
