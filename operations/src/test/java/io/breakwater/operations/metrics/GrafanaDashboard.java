package io.breakwater.operations.metrics;

import io.breakwater.operations.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The dashboard in the documentation. */
record GrafanaDashboard(Tree root) {

    private static final Path FILE = Path.of("../docs/operations/grafana-dashboard.json");

    static GrafanaDashboard read() throws IOException {
        return new GrafanaDashboard(Tree.read(FILE));
    }

    /** Returns the panels, without the rows they are in. */
    List<Tree> panels() {
        return root.all("panels").stream()
                .filter(panel -> !panel.text("type").equals("row"))
                .toList();
    }

    /** Returns the queries of all panels, and those that fill the variables. */
    List<String> queries() {
        Stream<String> variables = root.at("templating").all("list").stream()
                .filter(variable -> variable.text("type").equals("query"))
                .map(variable -> variable.text("definition")
                        .replaceAll("label_values\\((\\w+), ?(\\w+)\\)", "sum by ($2) ($1)"));
        return Stream.concat(
                        panels().stream()
                                .flatMap(panel -> panel.all("targets").stream())
                                .map(target -> target.text("expr")),
                        variables)
                .toList();
    }
}
