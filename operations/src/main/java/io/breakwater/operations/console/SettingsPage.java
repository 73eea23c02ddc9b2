package io.breakwater.operations.console;

import io.breakwater.config.EffectiveValue;
import io.breakwater.config.Problem;
import io.breakwater.config.SettingChange;
import io.breakwater.config.SettingsException;
import io.breakwater.operations.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is in force, from where, and what a reload would change. */
final class SettingsPage implements Page {

    private static final String FOR_ALL = "default";

    private final Console console;
    private final List<SettingChange> changes;
    private final List<String> problems;

    SettingsPage(Console console) {
        this.console = console;
        List<SettingChange> found = List.of();
        List<String> wrong = List.of();
        try {
            found = console.engine().changesOnReload();
        } catch (SettingsException e) {
            wrong = e.problems().stream().map(Problem::toString).toList();
        }
        this.changes = found;
        this.problems = wrong;
    }

    @Override
    public String title() {
        return "Settings";
    }

    @Override
    public void body(Html html) {
        html.open("section", "class", "ask").element("h1", "Settings in force").close();
        reload(html);
        byRoute().forEach((route, values) -> {
            boolean all = route.equals(FOR_ALL);
            html.open("details", "class", "card", all ? "open" : "data-route", all ? "" : route);
            html.open("summary").element("h2", all ? "For every route" : "Route " + route);
            html.element("span", Words.count(given(values), "value given", "values given"), "class", "soft")
                    .close();
            table(html, values, "Settings of route " + route);
            html.close();
        });
    }

    private static long given(List<EffectiveValue> values) {
        return values.stream().filter(value -> value.origin().isPresent()).count();
    }

    private void reload(Html html) {
        html.open("section", "class", "card", "aria-labelledby", "reload").element("h2", "Reload", "id", "reload");
        if (!problems.isEmpty()) {
            html.element("p", "The settings as they are now would be refused. Those in force stay.", "class", "found");
            problems.forEach(problem -> html.element("pre", problem, "tabindex", "0"));
        } else if (changes.isEmpty()) {
            html.element(
                    "p",
                    "The files, properties and variables say what is in force. A reload would change nothing.",
                    "class",
                    "soft");
        } else {
            html.element("p", "A reload would change " + Words.count(changes.size(), "value", "values") + ":");
            html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Changes");
            html.open("table", "class", "list").open("thead").open("tr");
            List.of("Setting", "Now", "After").forEach(column -> html.element("th", column, "scope", "col"));
            html.close().close().open("tbody");
            for (SettingChange change : changes) {
                html.open("tr").open("td").element("code", change.key()).close();
                html.element("td", change.from().orElse("–"));
                html.element("td", change.to().orElse("–")).close();
            }
            html.close().close().close();
            html.open("form", "method", "post", "action", console.base() + "/reload");
            html.open("input", "type", "hidden", "name", Forgery.FIELD, "value", console.sign());
            html.element("button", "Reload now", "type", "submit", "class", "button")
                    .close();
        }
        html.close();
    }

    private Map<String, List<EffectiveValue>> byRoute() {
        return console.engine().settings().stream()
                .collect(Collectors.groupingBy(EffectiveValue::route, LinkedHashMap::new, Collectors.toList()));
    }

    static void table(Html html, List<EffectiveValue> values, String name) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", name);
        html.open("table", "class", "list settings").open("thead").open("tr");
        List.of("Setting", "Value", "From").forEach(column -> html.element("th", column, "scope", "col"));
        html.close().close().open("tbody");
        for (EffectiveValue value : values) {
            html.open("tr", "class", value.origin().isPresent() ? "given" : "default");
            html.open("td").element("code", value.key()).close();
            html.element("td", value.value().isEmpty() ? "–" : value.value());
            html.element("td", value.origin().orElse("default")).close();
        }
        html.close().close().close();
    }

    static void json(JsonWriter json, EffectiveValue value) {
        json.object(() ->
                json.field("key", value.key()).field("value", value.value()).field("origin", value.origin()));
    }

    @Override
    public void json(JsonWriter json) {
        json.object(() -> {
            json.name("routes").object(() -> byRoute()
                    .forEach((route, values) -> json.name(route).array(values, SettingsPage::json)));
            json.name("changesOnReload").array(changes, SettingsPage::json);
            json.name("problemsOnReload").array(problems, JsonWriter::string);
        });
    }

    static void json(JsonWriter json, SettingChange change) {
        json.object(() ->
                json.field("key", change.key()).field("from", change.from()).field("to", change.to()));
    }
}
