package io.breakwater.operations.console;

import io.breakwater.observe.Incident;
import io.breakwater.observe.Injection;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.RouteStatus;
import io.breakwater.operations.Health;
import io.breakwater.operations.json.JsonWriter;
import io.breakwater.operations.json.OperationsJson;
import io.breakwater.operations.recent.ExchangeRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All routes at a glance: what is wrong now on top, then a row for each. */
record OverviewPage(Console console) implements Page {

    private static final int RECENT = 12;

    @Override
    public String title() {
        return "Overview";
    }

    @Override
    public Optional<String> live() {
        return Optional.of("page=overview");
    }

    private List<Incident> open() {
        return console.operations().incidents().stream()
                .filter(Incident::isOpen)
                .toList();
    }

    private List<ExchangeRecord> recent() {
        return console.operations().recent(any -> true, RECENT);
    }

    @Override
    public void body(Html html) {
        Health health = console.operations().health();
        html.open("section", "class", "state " + health.state().name().toLowerCase(Locale.ROOT));
        html.element("h1", headline(health));
        List<Incident> open = open();
        if (open.isEmpty()) {
            html.element("p", "No incident is open.", "class", "soft");
        }
        open.forEach(incident -> Parts.incident(html, console, incident, "h2"));
        FleetPage.stateOf(console).ifPresent(fleet -> FleetPage.incidents(html, console, fleet));
        html.close();
        html.open("section", "aria-labelledby", "routes").element("h2", "Routes", "id", "routes");
        Charts.legend(html);
        console.engine().routes().forEach(route -> RouteRow.show(html, console, route));
        html.close();
        gameDay(html);
        maintenance(html);
        html.open("section", "class", "card", "aria-labelledby", "recent").element("h2", "Recent", "id", "recent");
        List<ExchangeRecord> recent = recent();
        if (recent.isEmpty()) {
            html.element("p", "No request has failed since this process started.", "class", "soft");
        } else {
            Parts.exchanges(html, console, recent, "Requests that failed, or that a retry saved, the newest first");
        }
        html.close();
    }

    /** Nothing as long as there is none: it is begun on a route's own page. */
    private void gameDay(Html html) {
        List<Injection> injections = console.engine().injections().current();
        if (injections.isEmpty()) {
            return;
        }
        html.open("section", "class", "card", "aria-labelledby", "game-day")
                .element("h2", "Game day", "id", "game-day")
                .open("ul");
        for (Injection injection : injections) {
            html.open("li").element("a", injection.route(), "href", console.route(injection.route()));
            GameDays.told(html, injection);
            html.close();
        }
        html.close();
        GameDays.endAll(html, console);
        html.close();
    }

    private void maintenance(Html html) {
        List<Maintenance> breaks = console.engine().maintenance().current();
        html.open("section", "class", "card", "aria-labelledby", "maintenance")
                .element("h2", "Maintenance", "id", "maintenance");
        if (breaks.isEmpty()) {
            html.element("p", "No route is in maintenance.", "class", "soft");
        } else {
            html.open("ul");
            for (Maintenance planned : breaks) {
                html.open("li").element("a", planned.route(), "href", console.route(planned.route()));
                Maintenances.told(html, planned);
                html.close();
            }
            html.close();
        }
        Maintenances.buttons(html, console, Optional.empty(), !breaks.isEmpty());
        html.close();
    }

    private static String headline(Health health) {
        List<String> names = health.routes().stream()
                .filter(route -> route.state() == health.state())
                .map(Health.RouteHealth::route)
                .toList();
        String subject = names.size() > 3 ? names.size() + " routes" : String.join(", ", names);
        boolean one = names.size() == 1;
        return switch (health.state()) {
            case CALM -> "All is calm";
            case MAINTENANCE -> subject + (one ? " is" : " are") + " in maintenance, as planned";
            case STRAINED -> subject + (one ? " heads" : " head") + " for a limit";
            case DISTURBED -> subject + (one ? " fails" : " fail");
            case REFUSING -> subject + (one ? " is" : " are") + " closed off by the circuit breaker";
        };
    }

    @Override
    public void json(JsonWriter json) {
        json.object(() -> {
            json.field("now", console.now());
            json.field("state", console.operations().health().state().name().toLowerCase(Locale.ROOT));
            json.name("incidents").array(open(), OperationsJson::write);
            json.name("routes")
                    .array(
                            console.engine().routes(),
                            (to, route) -> to.object(() -> RouteRow.fields(to, console, route)));
            json.name("maintenance").array(console.engine().maintenance().current(), Maintenances::json);
            json.name("injections").array(console.engine().injections().current(), GameDays::json);
            json.name("recent").array(recent(), OperationsJson::write);
        });
    }

    /** The row of one route. */
    static final class RouteRow {

        private RouteRow() {}

        static void show(Html html, Console console, RouteStatus route) {
            html.open("article", "class", "route card");
            html.open("div", "class", "head");
            html.open("h3")
                    .element("a", route.route(), "href", console.route(route.route()))
                    .close();
            Parts.state(html, route.breakerState());
            Maintenances.pill(html, console, route.route());
            GameDays.pill(html, console, route.route());
            html.element("p", facts(route), "class", "soft").close();
            console.operations()
                    .series(route.route())
                    .ifPresentOrElse(
                            series -> Charts.all(html, series),
                            () -> html.element("p", "No request yet.", "class", "soft charts"));
            html.close();
        }

        static String facts(RouteStatus route) {
            StringBuilder facts = new StringBuilder();
            route.downstream().ifPresent(name -> facts.append(name).append(" · "));
            facts.append(route.inFlight()).append(" in flight");
            if (route.stuckThreads() > 0) {
                facts.append(" · ").append(Words.count(route.stuckThreads(), "thread stuck", "threads stuck"));
            }
            if (route.limits().observed()) {
                facts.append(" · only observed");
            }
            return facts.toString();
        }

        static void fields(JsonWriter json, Console console, RouteStatus route) {
            json.field("route", route.route());
            json.field("downstream", route.downstream());
            json.field("breaker", route.breakerState());
            route.breakerOpenUntil().ifPresent(until -> json.field("breakerOpenUntil", until));
            json.name("breakersByHandler")
                    .object(() -> route.breakersByHandler().forEach(json::field));
            json.field("inFlight", route.inFlight());
            json.field("stuckThreads", route.stuckThreads());
            json.field("observed", route.limits().observed());
            Maintenances.of(console, route.route()).ifPresent(planned -> {
                json.name("maintenance");
                Maintenances.json(json, planned);
            });
            GameDays.of(console, route.route()).ifPresent(injection -> {
                json.name("injection");
                GameDays.json(json, injection);
            });
            console.operations()
                    .pressure(route.route())
                    .ifPresent(pressure -> json.field("pressure", pressure.pressure()));
            console.operations().series(route.route()).ifPresent(series -> {
                json.name("last15Minutes");
                OperationsJson.write(json, series);
            });
        }
    }
}
