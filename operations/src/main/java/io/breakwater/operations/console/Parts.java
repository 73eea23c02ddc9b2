package io.breakwater.operations.console;

import io.breakwater.fault.Fault;
import io.breakwater.observe.AttemptReport;
import io.breakwater.observe.Incident;
import io.breakwater.operations.diagnosis.Diagnosis;
import io.breakwater.operations.recent.ExchangeRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What several pages show. Stateless. */
final class Parts {

    /** The width of a time line, in its own units. */
    private static final double WIDE = 1000;

    private Parts() {}

    /** Adds a time for people, and for machines. */
    static void dayAndTime(Html html, Instant instant) {
        html.element("time", Words.dayAndTime(instant) + " UTC", "datetime", instant.toString());
    }

    static void state(Html html, String breakerState) {
        html.element("span", words(breakerState), "class", "pill " + breakerState.toLowerCase(Locale.ROOT));
    }

    /** Tells a breaker's state in words that need no knowledge of breakers. */
    private static String words(String breakerState) {
        return switch (breakerState) {
            case "CLOSED" -> "closed";
            case "OPEN" -> "open";
            case "HALF_OPEN" -> "half open";
            case "FORCED_OPEN" -> "forced open";
            case "DISABLED" -> "no breaker";
            default -> breakerState.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    static void time(Html html, Instant instant) {
        html.element("time", Words.time(instant), "datetime", instant.toString());
    }

    static String faultsInWords(Incident incident) {
        return incident.faultsByCount().stream()
                .map(entry ->
                        Words.number(entry.getValue()) + " × " + entry.getKey().token())
                .collect(Collectors.joining(", "));
    }

    /** What an operator should check first: that of the most frequent fault which is no refusal of the filter's own. */
    static void incident(Html html, Console console, Incident incident, String heading) {
        html.open("article", "class", incident.isOpen() ? "incident now" : "incident");
        html.open(heading);
        html.element("a", incident.route(), "href", console.route(incident.route()));
        html.text(incident.isOpen() ? " has failed since " : " failed from ");
        html.element(
                "time",
                Words.dayAndTime(incident.opened()),
                "datetime",
                incident.opened().toString());
        if (!incident.isOpen()) {
            html.text(" for " + Words.duration(incident.duration()));
        }
        html.close();
        html.open("p").element("span", Words.of(incident.kind()), "class", "kind");
        GameDays.mark(html, incident.injected());
        html.text(" · " + Words.count(incident.failed(), "request failed", "requests failed"));
        html.text(incident.saved() > 0 ? ", " + Words.number(incident.saved()) + " saved by a retry" : "");
        html.text(" · " + faultsInWords(incident)).close();
        incident.cause().ifPresent(fault -> html.element("p", fault.operatorSentence(), "class", "check"));
        html.open("p").text("First ");
        reference(html, console, incident.firstCorrelationId());
        html.text(", last ");
        reference(html, console, incident.lastCorrelationId());
        html.text(" at ");
        time(html, incident.lastFailure());
        html.close().close();
    }

    static void reference(Html html, Console console, String correlationId) {
        html.open("a", "class", "id", "href", console.searchFor(correlationId));
        html.element("code", correlationId).close();
    }

    /** What came of an exchange, in one word. */
    static String outcome(ExchangeRecord exchange) {
        return exchange.fault().map(Fault::token).orElseGet(() -> {
            if (!exchange.causes().isEmpty()) {
                return "the app's own exception";
            }
            return exchange.attemptCount() > 1 ? "saved by a retry" : "answered";
        });
    }

    static void exchanges(Html html, Console console, List<ExchangeRecord> exchanges, String caption) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        html.open("table", "class", "list")
                .element("caption", caption, "class", "sr")
                .open("thead")
                .open("tr");
        for (String column : List.of("Time", "Reference", "Route", "What", "Status", "Attempts", "Took")) {
            html.element("th", column, "scope", "col");
        }
        html.close().close().open("tbody");
        for (ExchangeRecord exchange : exchanges) {
            html.open("tr").open("td");
            time(html, exchange.arrived());
            html.close().open("td");
            reference(html, console, exchange.correlationId());
            html.close().open("td");
            html.element("a", exchange.route(), "href", console.route(exchange.route()))
                    .close();
            html.open("td").element("code", outcome(exchange));
            GameDays.mark(html, exchange.injected());
            html.close();
            html.element("td", String.valueOf(exchange.status()));
            html.element("td", String.valueOf(exchange.attemptCount()));
            html.element("td", Words.duration(exchange.elapsed())).close();
        }
        html.close().close().close();
    }

    /** Draws attempts one below the other, from the arrival of the request to its end. */
    static void attempts(Html html, ExchangeRecord exchange) {
        if (exchange.attempts().isEmpty()) {
            html.element("p", "No attempt was made: the request was refused before the app was asked.");
            return;
        }
        double whole = Math.max(1, exchange.elapsed().toNanos());
        html.open("ol", "class", "attempts");
        int number = 0;
        for (AttemptReport attempt : exchange.attempts()) {
            number++;
            boolean failed = attempt.fault().isPresent();
            html.open("li")
                    .open("span", "class", "what")
                    .element("b", "Attempt " + number)
                    .text(" ");
            html.element("code", attempt.fault().map(Fault::token).orElse("answered"));
            attempt.status().ifPresent(status -> html.text(" with " + status));
            html.close()
                    .open(
                            "svg",
                            "class",
                            "track",
                            "viewBox",
                            "0 0 1000 12",
                            "preserveAspectRatio",
                            "none",
                            "aria-hidden",
                            "true");
            html.empty("path", "class", "floor", "d", "M0 6h1000");
            double start = attempt.start().toNanos() / whole * WIDE;
            double backoff = attempt.backoff().toNanos() / whole * WIDE;
            double width = Math.max(4, Math.min(attempt.duration().toNanos() / whole * WIDE, WIDE - start));
            if (backoff > 0) {
                rect(html, "wait", start - backoff, backoff);
            }
            rect(html, failed ? "failed" : "good", Math.min(start, WIDE - width), width);
            html.close().element("span", told(attempt), "class", "took").close();
        }
        html.close();
    }

    private static String told(AttemptReport attempt) {
        String begun = attempt.start().isZero() ? "" : " from " + Words.duration(attempt.start());
        Duration backoff = attempt.backoff();
        return Words.duration(attempt.duration())
                + begun
                + (backoff.isZero() ? "" : ", after a wait of " + Words.duration(backoff));
    }

    private static void rect(Html html, String style, double x, double width) {
        html.empty(
                "rect",
                "class",
                style,
                "x",
                String.format(Locale.ROOT, "%.1f", x),
                "y",
                "1",
                "width",
                String.format(Locale.ROOT, "%.1f", width),
                "height",
                "10");
    }

    static void diagnosis(Html html, Console console, String route, String heading) {
        html.open("section", "class", "card", "aria-label", heading).element("h2", heading);
        Optional<Diagnosis> latest = console.diagnostics().latest(route);
        boolean possible = console.diagnostics().canDiagnose(route);
        latest.ifPresent(diagnosis -> found(html, diagnosis));
        if (console.diagnostics().isUnderway(route)) {
            html.element("p", "A diagnosis is under way. It takes a few seconds.", "class", "soft");
        } else if (latest.isEmpty() && possible) {
            html.element("p", "None has been made yet. One is made when the breaker opens, or now:", "class", "soft");
        } else if (!possible) {
            html.open("p", "class", "soft")
                    .text("There is nothing to ask: the downstream of this route is no URL. With ");
            html.element("code", "breakwater.routes." + route + ".downstream=https://…");
            html.text(" the console says which stage fails: name, connect, TLS or HTTP.")
                    .close();
        }
        if (possible) {
            html.open("form", "method", "post", "action", console.base() + "/diagnose");
            html.open("input", "type", "hidden", "name", Forgery.FIELD, "value", console.sign());
            html.open("input", "type", "hidden", "name", "name", "value", route);
            html.element("button", "Diagnose now", "type", "submit", "class", "button")
                    .close();
        }
        html.close();
    }

    private static void found(Html html, Diagnosis diagnosis) {
        boolean well = diagnosis.finding().fault().isEmpty();
        html.open("p", "class", well ? "found well" : "found");
        html.element("b", diagnosis.finding().sentence());
        html.text(diagnosis.detail().isEmpty() ? "" : " " + diagnosis.detail()).close();
        html.element("p", diagnosis.finding().check(), "class", "check");
        html.element("pre", diagnosis.text(), "tabindex", "0", "aria-label", "Diagnosis, stage by stage");
    }
}
