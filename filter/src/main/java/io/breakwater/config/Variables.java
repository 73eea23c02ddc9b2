package io.breakwater.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads environment variables. The environment is shared ground: of a name that begins like ours and is no setting, a warning
 * tells, and not its value, which may be anybody's.
 */
final class Variables {

    private final Collection<String> routes;
    private final Gathering all;
    /** By the keys they stand for. */
    private final Map<String, Entry> whole = new LinkedHashMap<>();

    private final Map<String, NavigableMap<Integer, Entry>> items = new LinkedHashMap<>();

    private Variables(Collection<String> routes, Gathering all) {
        this.routes = routes;
        this.all = all;
    }

    /**
     * Adds what they stand for.
     *
     * @param variables each under its name
     * @param routes the routes that other sources name
     */
    static void add(List<Entry> variables, Collection<String> routes, Gathering all) {
        Variables reader = new Variables(routes, all);
        variables.forEach(reader::sort);
        reader.whole.forEach((key, variable) -> all.entries().add(variable.as(key)));
        reader.items.forEach(reader::addList);
    }

    private void sort(Entry variable) {
        String name = variable.key();
        Optional<String> key = EnvironmentNames.keyOf(name, routes);
        if (key.isPresent()) {
            Entry earlier = whole.put(key.get(), variable);
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
            String meant = KnownKeys.nearestVariable(name)
                    .map(known -> "; did you mean " + known + "?")
                    .orElse("");
            all.warnings().add("environment variable " + name + " is not a setting, and is passed over" + meant);
        }
    }

    private void addList(String key, NavigableMap<Integer, Entry> list) {
        Entry first = list.firstEntry().getValue();
        Entry other = whole.get(key);
        if (other != null) {
            addTwice(first, other);
            return;
        }
        String values = list.values().stream().map(Entry::value).collect(Collectors.joining(", "));
        all.entries().add(new Entry(key, values, first.origin()));
    }

    private void addTwice(Entry variable, Entry other) {
        all.problems()
                .add(Problem.unknown(
                        new Entry(variable.key(), "", "environment"),
                        "says what " + other.key() + " says already; keep one of the two",
                        Optional.empty()));
    }
}
