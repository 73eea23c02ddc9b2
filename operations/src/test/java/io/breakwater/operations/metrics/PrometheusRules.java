package io.breakwater.operations.metrics;

import io.breakwater.operations.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rules for Prometheus in the documentation.
 *
 * @param rules those that record and those that alert
 */
record PrometheusRules(List<Tree> rules) {

    static final Path FILE = Path.of("../docs/operations/prometheus-rules.yml");

    static PrometheusRules read() throws IOException {
        return new PrometheusRules(Tree.read(FILE).all("groups").stream()
                .flatMap(group -> group.all("rules").stream())
                .toList());
    }

    List<String> expressions() {
        return rules.stream().map(rule -> rule.text("expr")).toList();
    }

    /** Returns the names of the alerts. */
    List<String> alerts() {
        return rules.stream()
                .filter(rule -> rule.has("alert"))
                .map(rule -> rule.text("alert"))
                .toList();
    }

    /** Returns the exposition with what the rules record, whose labels are those that each groups by. */
    Exposition addRecordedTo(Exposition exposed) {
        Map<String, List<Exposition.Sample>> all = new TreeMap<>(exposed.samples());
        rules.stream().filter(rule -> rule.has("record")).forEach(rule -> {
            String name = rule.text("record");
            Map<String, String> labels = PromQuery.of(rule.text("expr")).grouping().stream()
                    .filter(label -> !label.equals("le"))
                    .collect(Collectors.toMap(label -> label, label -> "any"));
            all.put(name, List.of(new Exposition.Sample(name, labels, 1)));
        });
        return new Exposition(all);
    }
}
