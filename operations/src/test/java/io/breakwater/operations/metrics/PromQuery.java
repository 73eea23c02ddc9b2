package io.breakwater.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics and labels that a query in PromQL names.
 *
 * @param text the query
 * @param selectors the matchers of each metric: a label with the value it is compared with, by the metric's name
 * @param grouping the labels by which the query groups or joins
 */
record PromQuery(String text, Map<String, Map<String, String>> selectors, Set<String> grouping) {

    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\s*(\\{[^}]*\\}|\\(|)");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Set<String> KEYWORDS = Set.of(
            "by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "bool", "offset");
    /** What Prometheus adds to each sample itself. */
    private static final Set<String> OF_TARGET = Set.of("instance", "job", "le");

    static PromQuery of(String text) {
        Set<String> grouping = new TreeSet<>();
        String rest = GROUPING.matcher(text).replaceAll(group -> {
            for (String label : group.group(1).split(",", -1)) {
                if (!label.isBlank()) {
                    grouping.add(label.strip());
                }
            }
            return " ";
        });
        Map<String, Map<String, String>> selectors = new LinkedHashMap<>();
        // Durations and variables of Grafana are in brackets.
        Matcher names = SELECTOR.matcher(rest.replaceAll("\\[[^]]*\\]", " "));
        while (names.find()) {
            String name = names.group(1);
            if (!names.group(2).equals("(") && !KEYWORDS.contains(name) && !isInNumber(names.toMatchResult(), rest)) {
                Map<String, String> matchers = selectors.computeIfAbsent(name, metric -> new HashMap<>());
                MATCHER.matcher(names.group(2))
                        .results()
                        .forEach(match -> matchers.put(match.group(1), match.group(3)));
            }
        }
        return new PromQuery(text, selectors, grouping);
    }

    private static boolean isInNumber(MatchResult name, String text) {
        return name.start() > 0 && Character.isDigit(text.charAt(name.start() - 1));
    }

    /** Holds that all it names is exposed. */
    void check(Exposition exposed) {
        assertThat(selectors).as(text).isNotEmpty();
        Set<String> known = new TreeSet<>(OF_TARGET);
        selectors.forEach((metric, matchers) -> {
            assertThat(exposed.metrics()).as(text).contains(metric);
            assertThat(exposed.labels(metric)).as(text).containsAll(withoutOfTarget(matchers.keySet()));
            matchers.forEach((label, value) -> checkValue(exposed, metric, label, value));
            known.addAll(exposed.labels(metric));
        });
        assertThat(known).as(text).containsAll(grouping);
    }

    /** A value that is spelt otherwise than the app's would never match; those of Grafana's variables are chosen there. */
    private void checkValue(Exposition exposed, String metric, String label, String value) {
        if (value.startsWith("$") || OF_TARGET.contains(label)) {
            return;
        }
        Pattern wanted = Pattern.compile(value);
        assertThat(exposed.values(metric, label))
                .as("%s, values of %s", text, label)
                .anyMatch(found -> wanted.matcher(found).matches());
    }

    private static Set<String> withoutOfTarget(Set<String> labels) {
        Set<String> own = new TreeSet<>(labels);
        own.removeAll(OF_TARGET);
        return own;
    }
}
