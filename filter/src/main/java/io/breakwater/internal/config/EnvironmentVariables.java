package io.breakwater.internal.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads environment variables. Other programs use the environment, too: a name with our prefix that is no setting gives a
 * warning rather than a problem, without the value, which may be a secret.
 */
final class EnvironmentVariables {

    private final Collection<String> routes;
    private final RawSettings all;
    /** By the keys that the variables stand for. */
    private final Map<String, RawEntry> whole = new LinkedHashMap<>();

    private final Map<String, NavigableMap<Integer, RawEntry>> items = new LinkedHashMap<>();

    private EnvironmentVariables(Collection<String> routes, RawSettings all) {
        this.routes = routes;
        this.all = all;
    }

    /**
     * Adds the entries that variables stand for.
     *
     * @param variables entries whose keys are the names of the variables
     * @param routes the routes that other sources name
     */
    static void add(List<RawEntry> variables, Collection<String> routes, RawSettings all) {
        EnvironmentVariables reader = new EnvironmentVariables(routes, all);
        variables.forEach(reader::sort);
        reader.whole.forEach((key, variable) -> all.entries().add(variable.as(key)));
        reader.items.forEach(reader::addList);
    }

    private void sort(RawEntry variable) {
        String name = variable.key();
        Optional<String> key = EnvironmentNames.keyOf(name, routes);
        if (key.isPresent()) {
            RawEntry earlier = whole.put(key.get(), variable);
            if (earlier != null && !earlier.key().equals(name)) {
                addTwice(variable, earlier);
            }
            return;
        }
        EnvironmentNames.itemOf(name, routes)
                .ifPresentOrElse(
                        item -> items.computeIfAbsent(item.key(), list -> new TreeMap<>())
                                .put(item.number(), variable),
                        () -> warn(name));
    }

    private void warn(String name) {
        if (!EnvironmentNames.isKubernetes(name)) {
            String meant = Suggestions.variable(name)
                    .map(known -> "; did you mean " + known + "?")
                    .orElse("");
            all.warnings().add("environment variable " + name + " is not a setting and is ignored" + meant);
        }
    }

    private void addList(String key, NavigableMap<Integer, RawEntry> list) {
        RawEntry first = list.firstEntry().getValue();
        RawEntry other = whole.get(key);
        if (other != null) {
            addTwice(first, other);
            return;
        }
        String values = list.values().stream().map(RawEntry::value).collect(Collectors.joining(", "));
        all.entries().add(new RawEntry(key, values, first.origin()));
    }

    private void addTwice(RawEntry variable, RawEntry other) {
        all.problems()
                .add(Problems.unknown(
                        new RawEntry(variable.key(), "", "environment"),
                        "says what " + other.key() + " says already; keep one of the two",
                        Optional.empty()));
    }
}
