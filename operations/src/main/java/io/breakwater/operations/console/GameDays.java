package io.breakwater.operations.console;

import io.breakwater.Deadline;
import io.breakwater.InjectionSwitch;
import io.breakwater.fault.Fault;
import io.breakwater.observe.Injection;
import io.breakwater.operations.console.Actions.Result;
import io.breakwater.operations.json.JsonWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
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
    private static final String FOR_EVERYTHING_ELSE = "default";
    private static final int LONGEST_REASON = 200;
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
            dayAndTime(html, since.toString(), Words.dayAndTime(since));
        });
        html.text(", until ");
        dayAndTime(html, injection.until().toString(), Words.dayAndTime(injection.until()));
        html.text(injection.by().map(by -> ". Started by " + by + ".").orElse(". The settings say so."));
        injection.reason().ifPresent(reason -> html.text(" " + reason));
        html.close();
    }

    private static void dayAndTime(Html html, String machine, String people) {
        html.element("time", people + " UTC", "datetime", machine);
    }

    /** The form for a route. */
    static void form(Html html, Console console, String route, boolean on) {
        html.open("form", "method", "post", "action", console.base() + "/injection", "class", "planned");
        hidden(html, console, Optional.of(route));
        html.open("label").text("Fault ").open("select", "name", "fault");
        html.element("option", "none", "value", "");
        Stream.of(Fault.values())
                .filter(fault -> fault != Fault.DOWNSTREAM_STATUS && fault != Fault.CLIENT_GONE)
                .forEach(fault -> html.element("option", fault.token(), "value", fault.token()));
        html.close().close();
        field(html, "or status ", "status", "503");
        field(html, "or cut after ", "cut-after", "10KB");
        field(html, "Latency ", "latency", "2s");
        html.open("label").text("For ").open("select", "name", "percent");
        for (String percent : List.of("5%", "25%", "50%", "100%")) {
            html.element("option", percent + " of the attempts", "value", percent);
        }
        html.close().close();
        field(html, "that bear ", "header", "X-Game-Day: a secret of 16 characters");
        html.open("label").text("Ends after ").open("select", "name", "minutes");
        MINUTES.forEach(minutes -> html.element("option", minutes + " minutes", "value", String.valueOf(minutes)));
        html.close().close();
        check(html, "votes", " counts for the breaker");
        check(html, "confirm", " every visitor is meant");
        field(html, "Why ", "reason", "");
        button(html, on ? "Inject anew" : "Inject", "start");
        if (on) {
            button(html, "End the injection", "end");
        }
        html.close();
    }

    /** The button that ends all of it. */
    static void endAll(Html html, Console console) {
        html.open("form", "method", "post", "action", console.base() + "/injection", "class", "planned");
        hidden(html, console, Optional.empty());
        button(html, "End every injection", "end");
        html.close();
    }

    private static void hidden(Html html, Console console, Optional<String> route) {
        html.open("input", "type", "hidden", "name", Forgery.FIELD, "value", console.sign());
        route.ifPresent(name -> html.open("input", "type", "hidden", "name", "name", "value", name));
    }

    private static void field(Html html, String label, String name, String example) {
        html.open("label").text(label);
        html.open(
                "input",
                "name",
                name,
                "placeholder",
                example,
                "maxlength",
                String.valueOf(LONGEST_REASON),
                "autocomplete",
                "off");
        html.close();
    }

    private static void check(Html html, String name, String label) {
        html.open("label").open("input", "type", "checkbox", "name", name, "value", "true");
        html.text(label).close();
    }

    private static void button(Html html, String words, String value) {
        html.element("button", words, "type", "submit", "name", "do", "value", value);
    }

    /** Starts or ends an injection; the parameter {@code name} is a route's name, and at an end absent for all of them. */
    static Result act(Console console, HttpServletRequest request, String who) {
        InjectionSwitch injections = console.engine().injections();
        Optional<String> route = given(request, "name");
        // Only a route's own name goes on: it has been checked with the settings.
        if (route.isPresent()
                && console.engine().routes().stream()
                        .noneMatch(status -> status.route().equals(route.get()))) {
            return problem(NOT_FOUND, "there is no such route");
        }
        switch (given(request, "do").orElse("")) {
            case "start" -> {
                if (route.isEmpty()) {
                    return problem(UNPROCESSABLE, "name is the route on which something is to be injected");
                }
                if (route.get().equals(FOR_EVERYTHING_ELSE)
                        && Deadline.of(request).isPresent()) {
                    return problem(
                            CONFLICT,
                            "this console is itself behind the filter, and would fail with all else: list its path in"
                                    + " breakwater.exclude");
                }
                try {
                    injections.start(
                            route.get(),
                            ordered(console, request),
                            who,
                            given(request, "reason")
                                    .map(reason -> reason.substring(0, Math.min(LONGEST_REASON, reason.length()))));
                } catch (IllegalArgumentException e) {
                    return problem(UNPROCESSABLE, String.valueOf(e.getMessage()));
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
                return problem(UNPROCESSABLE, "do is start or end");
            }
        }
        return new Result(
                OK,
                json -> json.object(() -> json.name("injections").array(injections.current(), GameDays::json)),
                route.map(name -> console.route(name).substring(console.base().length()))
                        .orElse("/"));
    }

    private static Map<String, String> ordered(Console console, HttpServletRequest request) {
        Map<String, String> ordered = new LinkedHashMap<>();
        KEYS.forEach(key -> given(request, key).ifPresent(value -> ordered.put(key, value)));
        given(request, "minutes").ifPresent(text -> {
            int minutes = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
            if (minutes < 1 || minutes > MOST_MINUTES) {
                throw new IllegalArgumentException("minutes is not from 1 to " + MOST_MINUTES);
            }
            ordered.put("until", console.now().plus(Duration.ofMinutes(minutes)).toString());
        });
        return ordered;
    }

    private static Result problem(int status, String words) {
        return new Result(status, json -> json.object(() -> json.field("problem", words)), "/");
    }

    private static Optional<String> given(HttpServletRequest request, String parameter) {
        return Optional.ofNullable(request.getParameter(parameter))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
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
