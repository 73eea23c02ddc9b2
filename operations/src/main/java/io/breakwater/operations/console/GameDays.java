package io.breakwater.operations.console;

import io.breakwater.InjectionSwitch;
import io.breakwater.fault.Fault;
import io.breakwater.observe.Injection;
import io.breakwater.operations.console.Actions.Result;
import io.breakwater.operations.json.JsonWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is injected for a game day: what is shown of it, and the form that starts and ends it. Stateless. */
final class GameDays {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int MOST_MINUTES = 24 * 60;
    private static final List<Integer> MINUTES = List.of(5, 15, 30, 60, 120);

    /** As the settings {@code inject.…} are called. */
    private static final List<String> KEYS =
            List.of("fault", "latency", "status", "cut-after", "percent", "header", "votes", "confirm", "until");

    private GameDays() {}

    static Optional<Injection> of(Console console, String route) {
        return console.engine().injections().current().stream()
                .filter(injection -> injection.route().equals(route))
                .findFirst();
    }

    /** Says that failures are injected on a route, if they are. */
    static void pill(Html html, Console console, String route) {
        of(console, route).ifPresent(injection -> html.element("span", "game day", "class", "pill injected"));
    }

    /** Marks what came of something injected. */
    static void mark(Html html, boolean injected) {
        if (injected) {
            html.text(" ").element("span", "injected", "class", "pill injected");
        }
    }

    /** Says what is injected, since when and until when, by whom and why. */
    static void told(Html html, Injection injection) {
        html.open("p").text("Injected").text(": ").element("code", injection.summary());
        injection.since().ifPresent(since -> {
            html.text(" since ");
            Parts.dayAndTime(html, since);
        });
        html.text(", until ");
        Parts.dayAndTime(html, injection.until());
        html.text(injection.by().map(by -> ". Started by " + by + ".").orElse(". The settings say so."));
        injection.reason().ifPresent(reason -> html.text(" " + reason));
        html.close();
    }

    /** The form for a route. */
    static void form(Html html, Console console, String route, boolean on) {
        Forms.open(html, console, "/injection", Optional.of(route));
        html.open("label").text("Fault ").open("select", "name", "fault");
        html.element("option", "none", "value", "");
        Stream.of(Fault.values())
                .filter(fault -> fault != Fault.DOWNSTREAM_STATUS && fault != Fault.CLIENT_GONE)
                .forEach(fault -> html.element("option", fault.token(), "value", fault.token()));
        html.close().close();
        Forms.text(html, "or status ", "status", "503");
        Forms.text(html, "or cut after ", "cut-after", "10KB");
        Forms.text(html, "Latency ", "latency", "2s");
        html.open("label").text("For ").open("select", "name", "percent");
        for (String percent : List.of("5%", "25%", "50%", "100%")) {
            html.element("option", percent + " of the attempts", "value", percent);
        }
        html.close().close();
        Forms.text(html, "that bear ", "header", "X-Game-Day: a secret of 16 characters");
        Forms.minutes(html, "Ends after", MINUTES, Optional.empty());
        check(html, "votes", " counts for the breaker");
        check(html, "confirm", " every visitor is meant");
        Forms.reason(html);
        Forms.button(html, on ? "Inject anew" : "Inject", "start");
        if (on) {
            Forms.button(html, "End the injection", "end");
        }
        html.close();
    }

    /** The button that ends all of it. */
    static void endAll(Html html, Console console) {
        Forms.open(html, console, "/injection", Optional.empty());
        Forms.button(html, "End every injection", "end");
        html.close();
    }

    private static void check(Html html, String name, String label) {
        html.open("label").open("input", "type", "checkbox", "name", name, "value", "true");
        html.text(label).close();
    }

    /** Starts or ends an injection; the parameter {@code name} is a route's name, and at an end absent for all of them. */
    static Result act(Console console, HttpServletRequest request, String who) {
        InjectionSwitch injections = console.engine().injections();
        ActionRequest asked = new ActionRequest(console, request);
        Optional<String> route = asked.route();
        if (asked.isAboutNoRoute()) {
            return Actions.problem(NOT_FOUND, "there is no such route", "/");
        }
        switch (asked.given("do").orElse("")) {
            case "start" -> {
                if (route.isEmpty()) {
                    return Actions.problem(
                            UNPROCESSABLE, "name is the route on which something is to be injected", "/");
                }
                if (asked.isAboutItself()) {
                    return Actions.problem(
                            CONFLICT,
                            "this console is itself behind the filter, and would fail with all else: list its path in"
                                    + " breakwater.exclude",
                            "/");
                }
                try {
                    injections.start(route.get(), ordered(asked), who, asked.reason());
                } catch (IllegalArgumentException e) {
                    return Actions.problem(UNPROCESSABLE, String.valueOf(e.getMessage()), "/");
                }
                String what = of(console, route.get())
                        .map(injection -> " until=" + injection.until() + " " + injection.summary())
                        .orElse("");
                Actions.log("injection", who, request, "do=start route=" + route.get() + what);
            }
            case "end" ->
                Actions.log(
                        "injection",
                        who,
                        request,
                        "do=end was=" + injections.end(route, who) + " route=" + route.orElse("*"));
            default -> {
                return Actions.problem(UNPROCESSABLE, "do is start or end", "/");
            }
        }
        return new Result(
                OK,
                json -> json.object(() -> json.name("injections").array(injections.current(), GameDays::json)),
                asked.page());
    }

    private static Map<String, String> ordered(ActionRequest asked) {
        Map<String, String> ordered = new LinkedHashMap<>();
        KEYS.forEach(key -> asked.given(key).ifPresent(value -> ordered.put(key, value)));
        asked.length(MOST_MINUTES)
                .ifPresent(length ->
                        ordered.put("until", asked.console().now().plus(length).toString()));
        return ordered;
    }

    static void json(JsonWriter json, Injection injection) {
        json.object(() -> {
            json.field("route", injection.route());
            json.name("what").object(() -> injection.what().forEach(json::field));
            injection.since().ifPresent(since -> json.field("since", since));
            json.field("until", injection.until());
            json.field("by", injection.by());
            json.field("reason", injection.reason());
        });
    }
}
