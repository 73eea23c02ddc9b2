package io.breakwater.benchmarks.report;

import java.util.List;

/** A table. Immutable. */
public record Table(List<String> header, List<List<String>> rows) {

    /** In Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(row(header));
        text.append("|---".repeat(header.size())).append("|\n");
        rows.forEach(row -> text.append(row(row)));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
