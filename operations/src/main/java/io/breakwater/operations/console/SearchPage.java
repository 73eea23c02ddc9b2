package io.breakwater.operations.console;

import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.operations.json.JsonWriter;
import io.breakwater.operations.json.OperationsJson;
import io.breakwater.operations.recent.ExchangeRecord;
import io.breakwater.operations.recent.ThrownRecord;
import io.breakwater.operations.replicas.Replicas;
import io.breakwater.operations.replicas.SharedFailure;
import java.util.List;
import java.util.Locale;

/** From the reference on a visitor's page to what broke: the exchange, its attempts, its incident, and the diagnosis of its route. */
record SearchPage(Console console, String id) implements Page {

    private static final int MOST = 10;

    @Override
    public String title() {
        return "Search";
    }

    private List<ExchangeRecord> found() {
        return id.isEmpty()
                ? List.of()
                : console.operations().find(id).stream().limit(MOST).toList();
    }

    @Override
    public void body(Html html) {
        List<ExchangeRecord> found = found();
        html.open("section", "class", "ask");
        html.element(
                "h1",
                found.isEmpty() ? "Find a request" : found.size() == 1 ? "One request" : found.size() + " requests");
        Layout.search(html, console.base(), id, "search");
        html.element(
                "p",
                "The reference on the visitor's page, with dashes or without, in capitals or small letters.",
                "class",
                "soft");
        html.close();
        List<SharedFailure> elsewhere = found.isEmpty() ? elsewhere() : List.of();
        elsewhere.forEach(failure -> show(html, failure));
        if (!id.isEmpty() && found.isEmpty() && elsewhere.isEmpty()) {
            nothing(html);
        }
        found.forEach(exchange -> show(html, exchange));
        found.stream()
                .map(ExchangeRecord::route)
                .distinct()
                .forEach(route -> Parts.diagnosis(html, console, route, "Diagnosis of " + route));
    }

    /** Asks the other replicas, which only a search does: nobody waits for it but who has searched. */
    private List<SharedFailure> elsewhere() {
        return id.isEmpty()
                ? List.of()
                : console
                        .engine()
                        .listener(Replicas.class)
                        .map(replicas -> replicas.find(id))
                        .orElse(List.of())
                        .stream()
                        .limit(MOST)
                        .toList();
    }

    private static void show(Html html, SharedFailure failure) {
        html.open("section", "class", "card exchange");
        html.element("h2", "Replica " + failure.replica() + " had it");
        html.open("dl", "class", "facts");
        fact(html, "Reference", failure.correlationId());
        fact(html, "Ended", Words.dayAndTime(failure.at()) + " UTC");
        fact(html, "Request", failure.method() + " " + failure.path());
        fact(html, "Route", failure.route());
        fact(html, "Fault", failure.fault());
        fact(html, "Answer", failure.status() + ", " + failure.ending());
        fact(html, "Attempts", String.valueOf(failure.attempts()));
        fact(html, "Took", Words.duration(failure.elapsed()));
        html.close();
        html.element("p", "This is what its line in the log has; that replica's console has more.", "class", "soft");
        html.close();
    }

    private static void nothing(Html html) {
        html.open("section", "class", "card").element("h2", "Nothing is known under this reference");
        html.open("ul");
        html.element("li", "A request that went well leaves nothing behind, unless it was one of the slowest.");
        html.element("li", "Another replica may have answered it: each has a memory of its own.");
        html.element("li", "It may be too old, or from before this process started. The log still has it.");
        html.close().close();
    }

    private void show(Html html, ExchangeRecord exchange) {
        html.open("section", "class", "card exchange");
        html.open("h2").text(headline(exchange));
        GameDays.mark(html, exchange.injected());
        html.close();
        exchange.fault().ifPresent(fault -> html.element("p", fault.operatorSentence(), "class", "check"));
        html.open("dl", "class", "facts");
        fact(html, "Reference", exchange.correlationId());
        fact(html, "Arrived", Words.dayAndTime(exchange.arrived()) + " UTC");
        fact(html, "Request", exchange.method() + " " + exchange.path());
        html.open("div").element("dt", "Route").open("dd");
        html.element("a", exchange.route(), "href", console.route(exchange.route()))
                .close()
                .close();
        exchange.downstream().ifPresent(name -> fact(html, "Downstream", name));
        fact(html, "Fault", Parts.outcome(exchange));
        fact(html, "Answer", exchange.status() + ", " + ending(exchange.ending()));
        fact(
                html,
                "Took",
                Words.duration(exchange.elapsed()) + ", with " + Words.duration(exchange.deadlineLeft())
                        + " left until the deadline");
        fact(html, "Breaker", exchange.breakerState().toLowerCase(Locale.ROOT).replace('_', ' '));
        exchange.appsBreaker().ifPresent(name -> fact(html, "The app's own breaker", name));
        exchange.suppressedAction()
                .ifPresent(action -> fact(html, "Only observed", "guarding would have meant: " + Words.of(action)));
        html.close();
        html.element("h3", "Attempts");
        Parts.attempts(html, exchange);
        exchange.retryRefusal()
                .ifPresent(reason -> html.element("p", "Not tried again: " + Words.why(reason) + ".", "class", "soft"));
        causes(html, exchange.causes());
        exchange.incident().flatMap(console.operations()::incident).ifPresent(incident -> {
            html.element("h3", "It belongs to an incident");
            Parts.incident(html, console, incident, "h4");
        });
        html.close();
    }

    private static String headline(ExchangeRecord exchange) {
        if (exchange.fault().isPresent()) {
            return Words.happened(exchange.fault().get());
        }
        if (!exchange.causes().isEmpty()) {
            return "The app itself threw an exception";
        }
        return exchange.attemptCount() > 1 ? "A retry saved it" : "It went well, and was slow";
    }

    private static String ending(Ending ending) {
        return switch (ending) {
            case PAGE -> "our page";
            case MAINTENANCE -> "the page of a planned break";
            case STORED -> "an answer that was kept";
            case RELEASED -> "as the app gave it";
            case ABORTED -> "broken off, since it had begun";
            case CLIENT_GONE -> "the client had gone";
        };
    }

    private static void fact(Html html, String name, String value) {
        html.open("div").element("dt", name).element("dd", value).close();
    }

    private static void causes(Html html, List<ThrownRecord> causes) {
        if (causes.isEmpty()) {
            return;
        }
        html.element("h3", "Exception").open("ol", "class", "causes");
        for (ThrownRecord thrown : causes) {
            html.open("li").element("code", thrown.type());
            html.text(thrown.message().isEmpty() ? "" : " " + thrown.message()).close();
        }
        html.close();
    }

    @Override
    public void json(JsonWriter json) {
        List<ExchangeRecord> found = found();
        json.object(() -> {
            json.field("query", id).name("found").array(found, this::found);
            json.name("elsewhere").array(found.isEmpty() ? elsewhere() : List.of(), SearchPage::elsewhere);
        });
    }

    private void found(JsonWriter json, ExchangeRecord exchange) {
        json.object(() -> {
            json.field("headline", headline(exchange));
            json.field(
                    "reached", exchange.fault().map(Fault::reach).map(Words::of).orElse("received"));
            json.name("exchange");
            OperationsJson.write(json, exchange);
            exchange.incident().flatMap(console.operations()::incident).ifPresent(incident -> {
                json.name("incident");
                OperationsJson.write(json, incident);
            });
            console.diagnostics().latest(exchange.route()).ifPresent(diagnosis -> {
                json.name("diagnosis");
                OperationsJson.write(json, diagnosis);
            });
        });
    }

    private static void elsewhere(JsonWriter json, SharedFailure failure) {
        json.object(() -> {
            json.field("correlationId", failure.correlationId());
            json.field("replica", failure.replica());
            json.field("at", failure.at());
            json.field("route", failure.route());
            json.field("method", failure.method());
            json.field("path", failure.path());
            json.field("fault", failure.fault());
            json.field("status", failure.status());
            json.field("ending", failure.ending());
            json.field("attempts", failure.attempts());
            json.field("elapsedMillis", failure.elapsed().toMillis());
        });
    }
}
