package io.breakwater.operations.console;

import io.breakwater.MaintenanceSwitch;
import io.breakwater.observe.Maintenance;
import io.breakwater.operations.console.Actions.Result;
import io.breakwater.operations.json.JsonWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Planned breaks: what is shown of them, and the buttons that start and end them. Stateless. */
final class Maintenances {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int MOST_MINUTES = 7 * 24 * 60;
    private static final List<Integer> MINUTES = List.of(15, 30, 60, 120, 240, 480);

    private Maintenances() {}

    static Optional<Maintenance> of(Console console, String route) {
        return console.engine().maintenance().current().stream()
                .filter(planned -> planned.route().equals(route))
                .findFirst();
    }

    /** Says that a route is in maintenance, if it is. */
    static void pill(Html html, Console console, String route) {
        of(console, route).ifPresent(planned -> html.element("span", "maintenance", "class", "pill maintenance"));
    }

    /** Says since when and until when, by whom and why. */
    static void told(Html html, Maintenance planned) {
        html.open("p").text("In maintenance");
        planned.since().ifPresent(since -> {
            html.text(" since ");
            Parts.dayAndTime(html, since);
        });
        html.text(planned.until().isPresent() ? ", until " : ", without a known end");
        planned.until().ifPresent(until -> Parts.dayAndTime(html, until));
        html.text(planned.by().map(by -> ". Started by " + by + ".").orElse(". The settings say so."));
        planned.reason().ifPresent(reason -> html.text(" " + reason));
        html.close();
    }

    /**
     * The buttons for a route.
     *
     * @param route the route's name; empty for all
     * @param closed whether there is a break to end
     */
    static void buttons(Html html, Console console, Optional<String> route, boolean closed) {
        Forms.open(html, console, "/maintenance", route);
        Forms.minutes(html, "For", MINUTES, Optional.of("as long as it takes"));
        Forms.reason(html);
        String ofAll = route.isPresent() ? "" : " of every route";
        Forms.button(html, closed ? "Set anew" : "Start maintenance" + ofAll, "start");
        if (closed) {
            Forms.button(html, "End maintenance" + ofAll, "end");
        }
        html.close();
    }

    /** Starts or ends a break; the parameter {@code name} is a route's name, and absent for all of them. */
    static Result act(Console console, HttpServletRequest request, String who) {
        MaintenanceSwitch breaks = console.engine().maintenance();
        ActionRequest asked = new ActionRequest(console, request);
        Optional<String> route = asked.route();
        if (asked.isAboutNoRoute()) {
            return Actions.problem(NOT_FOUND, "there is no such route", "/");
        }
        String logged = " route=" + route.orElse("*");
        switch (asked.given("do").orElse("")) {
            case "start" -> {
                if (asked.isAboutItself()) {
                    return Actions.problem(
                            CONFLICT,
                            "this console is itself behind the filter, and would be closed with all else: list its path in"
                                    + " breakwater.exclude",
                            "/");
                }
                Optional<Instant> until;
                try {
                    until = asked.length(MOST_MINUTES).map(console.now()::plus).or(() -> asked.given("until")
                            .map(text -> OffsetDateTime.parse(text).toInstant()));
                    breaks.start(route, until, who, asked.reason());
                } catch (IllegalArgumentException | DateTimeParseException e) {
                    return Actions.problem(
                            UNPROCESSABLE,
                            "until is no date and time to come with its zone, such as 2026-12-01T22:00+01:00, or minutes is"
                                    + " not from 1 to " + MOST_MINUTES,
                            "/");
                }
                Actions.log(
                        "maintenance",
                        who,
                        request,
                        "do=start until=" + until.map(Instant::toString).orElse("-") + logged);
            }
            case "end" -> Actions.log("maintenance", who, request, "do=end was=" + breaks.end(route, who) + logged);
            default -> {
                return Actions.problem(UNPROCESSABLE, "do is start or end", "/");
            }
        }
        return new Result(
                OK,
                json -> json.object(() -> json.name("maintenance").array(breaks.current(), Maintenances::json)),
                asked.page());
    }

    static void json(JsonWriter json, Maintenance planned) {
        json.object(() -> {
            json.field("route", planned.route());
            json.field("source", planned.source().name().toLowerCase(Locale.ROOT));
            planned.since().ifPresent(since -> json.field("since", since));
            planned.until().ifPresent(until -> json.field("until", until));
            json.field("by", planned.by());
            json.field("reason", planned.reason());
        });
    }
}
