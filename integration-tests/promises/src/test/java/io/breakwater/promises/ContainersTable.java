package io.breakwater.promises;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The page about containers, as Markdown. */
final class ContainersTable {
    private static final String HEAD =
            """
            # What holds where

            The filter is tested in the containers that apps embed, and in servers as their makers give them out. In short: all that it
            promises holds in Jetty 12.0 and 12.1, Tomcat 10.1 and 11 and Undertow 2.3, and a WAR has deadline, page, retries, visible aborts
            and kept cookies on WildFly, Open Liberty, Payara and GlassFish, too, over HTTP/1.1 and HTTP/2.

            The build keeps this page from the reports of its own tests: `integration-tests/promises` writes it anew when it differs. ✔
            means that all tests of a row passed, ✘ that some did not. A small letter is the reason for which nothing is shown.
            """;

    private final StringBuilder text = new StringBuilder(HEAD);
    private final List<String> reasons = new ArrayList<>();

    private ContainersTable() {}

    /** The page for these containers, by the name of their module, and for servers. */
    static String of(Map<String, Container> containers, List<ServerRecord> servers) {
        ContainersTable table = new ContainersTable();
        table.text.append(ServersTable.of(servers));
        for (Mode mode : Mode.values()) {
            table.add(mode, containers);
        }
        table.text.append("\n");
        for (int i = 0; i < table.reasons.size(); i++) {
            table.text
                    .append(letter(i))
                    .append(": ")
                    .append(table.reasons.get(i))
                    .append(".  \n");
        }
        table.text.append("\n## Where a container does something else than the others\n\n");
        containers.values().forEach(container -> container.deviations().forEach((name, reason) -> table.text
                .append("- ")
                .append(container.name())
                .append(", `")
                .append(name)
                .append("`: ")
                .append(reason)
                .append(".\n")));
        return table.text.toString();
    }

    private void add(Mode mode, Map<String, Container> containers) {
        TreeSet<String> promises = new TreeSet<>();
        containers.values().forEach(container -> {
            promises.addAll(container.results().of(Mode.BLOCKING).keySet());
            promises.addAll(container.results().of(mode).keySet());
        });
        text.append("\n## ").append(mode.title()).append("\n\n| Promise |");
        containers
                .values()
                .forEach(container -> text.append(' ').append(container.name()).append(" |"));
        text.append("\n|---|").append("---|".repeat(containers.size())).append("\n");
        for (String promise : promises) {
            text.append("| ").append(RowWords.of(promise)).append(" |");
            containers.forEach((module, container) -> text.append(' ')
                    .append(cell(mode, promise, module, container))
                    .append(" |"));
            text.append("\n");
        }
    }

    private String cell(Mode mode, String promise, String module, Container container) {
        Map<String, Boolean> shown = container.results().of(mode);
        if (shown.containsKey(promise)) {
            return shown.get(promise) ? "✔" : "✘";
        }
        String reason = mode.reasonForNothing(module);
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
        return letter(reasons.indexOf(reason));
    }

    private static String letter(int number) {
        return String.valueOf((char) ('a' + number));
    }

    /**
     * A container that was put to the test.
     *
     * @param name its name and version
     * @param results what was shown
     * @param deviations where it deviates, with the reasons
     */
    record Container(String name, Results results, Map<String, String> deviations) {}
}
