package io.breakwater.promises;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The part of the page that is about application servers, as Markdown. */
final class ServersTable {
    private static final String HEAD =
            """

            ## Application servers, one WAR on all

            Asked over the wire by `integration-tests/servers`. WildFly is tested in every build, the others by
            `mvn verify -Peverything,servers`. A number is the reason for which nothing is shown.
            """;

    private ServersTable() {}

    static String of(List<ServerRecord> servers) {
        TreeSet<String> rows = new TreeSet<>();
        servers.forEach(server -> rows.addAll(server.rows().keySet()));
        List<String> reasons = new ArrayList<>();
        StringBuilder text = new StringBuilder(HEAD).append("\n| |");
        servers.forEach(server -> text.append(' ').append(server.server()).append(" |"));
        text.append("\n|---|").append("---|".repeat(servers.size())).append("\n");
        for (String row : rows) {
            text.append("| ").append(row).append(" |");
            servers.forEach(server -> text.append(' ')
                    .append(cell(server.rows().getOrDefault(row, "not tested yet"), reasons))
                    .append(" |"));
            text.append("\n");
        }
        text.append("| last run |");
        servers.forEach(server -> text.append(' ').append(server.run()).append(" |"));
        text.append("\n\n");
        for (int i = 0; i < reasons.size(); i++) {
            text.append(i + 1).append(": ").append(reasons.get(i)).append(".  \n");
        }
        return text.append(prose()).toString();
    }

    private static String cell(String outcome, List<String> reasons) {
        if (outcome.equals("yes")) {
            return "✔";
        }
        if (!reasons.contains(outcome)) {
            reasons.add(outcome);
        }
        return Integer.toString(reasons.indexOf(outcome) + 1);
    }

    /** How to deploy on each. */
    private static String prose() {
        try (InputStream file = ServersTable.class.getResourceAsStream("servers.md")) {
            if (file == null) {
                throw new IllegalStateException("no servers.md on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
