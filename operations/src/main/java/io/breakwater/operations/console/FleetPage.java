package io.breakwater.operations.console;

import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering.Word;
import io.breakwater.operations.console.Actions.Result;
import io.breakwater.operations.json.JsonWriter;
import io.breakwater.operations.replicas.FleetState;
import io.breakwater.operations.replicas.FleetState.FleetIncident;
import io.breakwater.operations.replicas.FleetState.Replica;
import io.breakwater.operations.replicas.FleetState.Said;
import io.breakwater.operations.replicas.Replicas;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All replicas of the app as this one knows them, and what operators have said. */
record FleetPage(Console console, FleetState fleet) implements Page {

    static final String PATH = "/fleet";

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final int CONFLICT = 409;
    private static final int MOST_MINUTES = 7 * 24 * 60;
    private static final List<Integer> MINUTES = List.of(15, 30, 60, 240, 1_440);

    /** Returns what this replica knows of the others; empty when it is alone. */
    static Optional<FleetState> stateOf(Console console) {
        return console.engine().listener(Replicas.class).flatMap(Replicas::state);
    }

    /** Returns the page; empty when this replica is alone. */
    static Optional<Page> of(Console console) {
        return stateOf(console).map(state -> new FleetPage(console, state));
    }

    @Override
    public String title() {
        return "Fleet";
    }

    @Override
    public Optional<String> live() {
        return Optional.of("page=fleet");
    }

    @Override
    public void body(Html html) {
        html.open("section", "class", "state " + (fleet.incidents().isEmpty() ? "calm" : "refusing"));
        html.element("h1", Words.count(fleet.replicas().size(), "replica", "replicas"));
        if (!fleet.joined()) {
            html.element(
                    "p",
                    "Redis is not to be had: this replica is on its own, and what is below is what it heard last.",
                    "class",
                    "check");
        }
        incidents(html, console, fleet);
        html.close();
        html.open("section", "class", "card", "aria-labelledby", "replicas")
                .element("h2", "Replicas", "id", "replicas")
                .open("ul");
        fleet.replicas().forEach(replica -> show(html, replica));
        html.close().close();
        html.open("section", "class", "card", "aria-labelledby", "words")
                .element("h2", "What operators have said", "id", "words");
        if (fleet.words().isEmpty()) {
            html.element("p", "Nothing: the calls decide on every route.", "class", "soft");
        } else {
            html.open("ul");
            fleet.words().forEach(said -> html.element("li", sentence(said)));
            html.close();
        }
        form(html);
        html.close();
    }

    /** Adds each incident of the fleet in one line. */
    static void incidents(Html html, Console console, FleetState fleet) {
        if (fleet.incidents().isEmpty()) {
            return;
        }
        html.open("ul");
        for (FleetIncident incident : fleet.incidents()) {
            html.open("li").text("Incident on ");
            html.element(
                    "a",
                    incident.breaker().route(),
                    "href",
                    console.route(incident.breaker().route()));
            html.text(handler(incident.breaker()) + ", " + incident.replicas().size() + " of "
                    + Words.count(fleet.replicas().size(), "replica", "replicas") + ", since "
                    + Words.time(console.now().minus(incident.since())) + " UTC");
            html.close();
        }
        html.close();
    }

    private static String handler(BreakerId breaker) {
        return breaker.handledBy().map(pattern -> " " + pattern).orElse("");
    }

    private void show(Html html, Replica replica) {
        boolean isThis = replica.name().equals(fleet.self());
        String shut = replica.breakers().entrySet().stream()
                .filter(breaker -> !breaker.getValue().equals("CLOSED")
                        && !breaker.getValue().equals("DISABLED"))
                .map(breaker -> breaker.getKey().route() + handler(breaker.getKey()) + " "
                        + breaker.getValue().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        html.element(
                "li",
                replica.name() + (isThis ? ", this one" : ", heard " + Words.duration(replica.heard()) + " ago") + ": "
                        + (shut.isEmpty() ? "all breakers closed" : shut));
    }

    private static String sentence(Said said) {
        return said.route() + " is forced " + said.word().name().toLowerCase(Locale.ROOT)
                + said.replica().map(name -> " on " + name).orElse(" on all replicas") + " by " + said.by()
                + said.reason().map(reason -> ": " + reason).orElse("") + ", for " + Words.duration(said.left())
                + " yet";
    }

    private void form(Html html) {
        Forms.open(html, console, PATH, Optional.empty());
        html.open("label").text("Route ").open("select", "name", "name");
        console.engine().routes().forEach(route -> html.element("option", route.route()));
        html.close().close();
        html.open("label").text("On ").open("select", "name", "replica");
        html.element("option", "all replicas", "value", "");
        fleet.replicas().forEach(replica -> html.element("option", replica.name()));
        html.close().close();
        Forms.minutes(html, "For", MINUTES, Optional.empty());
        Forms.reason(html);
        Forms.button(html, "Force open", value(Word.OPEN));
        Forms.button(html, "Force closed", value(Word.CLOSED));
        Forms.button(html, "Back to automatic", value(Word.AUTOMATIC));
        html.close();
    }

    private static String value(Word word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    /** Says what holds for a route. */
    static Result act(Console console, HttpServletRequest request, String who) {
        Optional<Replicas> replicas = console.engine().listener(Replicas.class);
        if (replicas.isEmpty()) {
            return Actions.problem(NOT_FOUND, "this replica is in no fleet", PATH);
        }
        ActionRequest asked = new ActionRequest(console, request);
        Optional<Word> word = asked.given("do").flatMap(name -> Stream.of(Word.values())
                .filter(known -> value(known).equals(name))
                .findFirst());
        Optional<String> route = asked.route();
        Optional<Duration> length = length(asked);
        if (word.isEmpty() || route.isEmpty() || length.isEmpty()) {
            return Actions.problem(
                    UNPROCESSABLE,
                    "do is open, closed or automatic, name is a route's, and minutes is from 1 to " + MOST_MINUTES,
                    PATH);
        }
        Optional<String> replica = asked.given("replica");
        Optional<String> refused =
                replicas.get().say(route.get(), replica, word.get(), who, asked.reason(), length.get());
        Actions.log(
                "force",
                who,
                request,
                "do=" + value(word.get()) + " route=" + Words.line(route.get()) + " replica="
                        + Words.line(replica.orElse("*")) + " minutes="
                        + length.get().toMinutes() + " came=" + (refused.isEmpty() ? "done" : "refused"));
        return refused.map(reason -> Actions.problem(CONFLICT, reason, PATH))
                .orElseGet(() -> new Result(OK, json -> stateOf(console).ifPresent(state -> json(json, state)), PATH));
    }

    private static Optional<Duration> length(ActionRequest asked) {
        try {
            return asked.length(MOST_MINUTES);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void json(JsonWriter json) {
        json(json, fleet);
    }

    private static void json(JsonWriter json, FleetState fleet) {
        json.object(() -> {
            json.field("joined", fleet.joined());
            json.field("self", fleet.self());
            json.name("replicas").array(fleet.replicas(), FleetPage::json);
            json.name("incidents").array(fleet.incidents(), FleetPage::json);
            json.name("words").array(fleet.words(), FleetPage::json);
        });
    }

    private static void json(JsonWriter json, Replica replica) {
        json.object(() -> {
            json.field("name", replica.name());
            json.field("heardMillis", replica.heard().toMillis());
            json.name("breakers")
                    .array(
                            replica.breakers().entrySet(),
                            (to, breaker) -> to.object(
                                    () -> to.field("route", breaker.getKey().route())
                                            .field("handledBy", breaker.getKey().handledBy())
                                            .field("state", breaker.getValue())));
        });
    }

    private static void json(JsonWriter json, FleetIncident incident) {
        json.object(() -> {
            json.field("route", incident.breaker().route());
            json.field("handledBy", incident.breaker().handledBy());
            json.name("replicas").array(incident.replicas(), JsonWriter::string);
            json.field("sinceMillis", incident.since().toMillis());
        });
    }

    private static void json(JsonWriter json, Said said) {
        json.object(() -> {
            json.field("route", said.route());
            json.field("replica", said.replica());
            json.field("word", value(said.word()));
            json.field("by", said.by());
            json.field("reason", said.reason());
            json.field("leftMillis", said.left().toMillis());
        });
    }
}
