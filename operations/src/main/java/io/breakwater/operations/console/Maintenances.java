package io.breakwater.operations.console;

import io.breakwater.Deadline;
import io.breakwater.MaintenanceSwitch;
import io.breakwater.observe.Maintenance;
import io.breakwater.operations.console.Actions.Result;
import io.breakwater.operations.json.JsonWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
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
    private static final String FOR_EVERYTHING_ELSE = "default";
    private static final int LONGEST_REASON = 200;
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
            dayAndTime(html, since);
        });
        html.text(planned.until().isPresent() ? ", until " : ", without a known end");
        planned.until().ifPresent(until -> dayAndTime(html, until));
        html.text(planned.by().map(by -> ". Started by " + by + ".").orElse(". The settings say so."));
        planned.reason().ifPresent(reason -> html.text(" " + reason));
        html.close();
    }

    private static void dayAndTime(Html html, Instant instant) {
        html.element("time", Words.dayAndTime(instant) + " UTC", "datetime", instant.toString());
    }

    /**
     * The buttons for a route.
     *
     * @param route the route's name; empty for all
     * @param closed whether there is a break to end
     */
    static void buttons(Html html, Console console, Optional<String> route, boolean closed) {
        html.open("form", "method", "post", "action", console.base() + "/maintenance", "class", "planned");
        html.open("input", "type", "hidden", "name", Forgery.FIELD, "value", console.sign());
        route.ifPresent(name -> html.open("input", "type", "hidden", "name", "name", "value", name));
        html.open("label").text("For ").open("select", "name", "minutes");
        html.element("option", "as long as it takes", "value", "");
        MINUTES.forEach(minutes -> html.element("option", span(minutes), "value", String.valueOf(minutes)));
        html.close().close();
        html.open("label").text("Why ");
        html.open("input", "name", "reason", "maxlength", String.valueOf(LONGEST_REASON), "autocomplete", "off");
        html.close();
        html.element(
                "button",
                closed ? "Set anew" : route.isPresent() ? "Start maintenance" : "Start maintenance of every route",
                "type",
                "submit",
                "name",
                "do",
                "value",
                "start");
        if (closed) {
            html.element(
                    "button",
                    route.isPresent() ? "End maintenance" : "End maintenance of every route",
                    "type",
                    "submit",
                    "name",
                    "do",
                    "value",
                    "end");
        }
        html.close();
    }

    private static String span(int minutes) {
        return minutes < 60 ? minutes + " minutes" : Words.count(minutes / 60, "hour", "hours");
    }

    /** Starts or ends a break; the parameter {@code name} is a route's name, and absent for all of them. */
    static Result act(Console console, HttpServletRequest request, String who) {
        MaintenanceSwitch breaks = console.engine().maintenance();
        Optional<String> route = given(request, "name");
        // Only a route's own name goes on: it has been checked with the settings.
        if (route.isPresent()
                && console.engine().routes().stream()
                        .noneMatch(status -> status.route().equals(route.get()))) {
            return problem(NOT_FOUND, "there is no such route");
        }
        String logged = " route=" + route.orElse("*");
        switch (given(request, "do").orElse("")) {
            case "start" -> {
                boolean closesItself =
                        route.filter(name -> !name.equals(FOR_EVERYTHING_ELSE)).isEmpty()
                                && Deadline.of(request).isPresent();
                if (closesItself) {
                    return problem(
                            CONFLICT,
                            "this console is itself behind the filter, and would be closed with all else: list its path in"
                                    + " breakwater.exclude");
                }
                Optional<Instant> until;
                try {
                    until = until(request, console.now());
                    breaks.start(
                            route,
                            until,
                            who,
                            given(request, "reason")
                                    .map(reason -> reason.substring(0, Math.min(LONGEST_REASON, reason.length()))));
                } catch (IllegalArgumentException | DateTimeParseException e) {
                    return problem(
                            UNPROCESSABLE,
                            "until is no date and time to come with its zone, such as 2026-12-01T22:00+01:00, or minutes is"
                                    + " not from 1 to " + MOST_MINUTES);
                }
                Actions.log(
                        "maintenance",
                        who,
                        request,
                        "do=start until=" + until.map(Instant::toString).orElse("-") + logged);
            }
            case "end" -> Actions.log("maintenance", who, request, "do=end was=" + breaks.end(route, who) + logged);
            default -> {
                return problem(UNPROCESSABLE, "do is start or end");
            }
        }
        return new Result(
                OK,
                json -> json.object(() -> json.name("maintenance").array(breaks.current(), Maintenances::json)),
                route.map(name -> console.route(name).substring(console.base().length()))
                        .orElse("/"));
    }

    private static Result problem(int status, String words) {
        return new Result(status, json -> json.object(() -> json.field("problem", words)), "/");
    }

    private static Optional<Instant> until(HttpServletRequest request, Instant now) {
        Optional<String> minutes = given(request, "minutes");
        if (minutes.isPresent()) {
            int count = Integer.parseInt(minutes.get());
            if (count < 1 || count > MOST_MINUTES) {
                throw new IllegalArgumentException("minutes");
            }
            return Optional.of(now.plus(Duration.ofMinutes(count)));
        }
        return given(request, "until").map(text -> OffsetDateTime.parse(text).toInstant());
    }

    private static Optional<String> given(HttpServletRequest request, String parameter) {
        return Optional.ofNullable(request.getParameter(parameter))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
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
