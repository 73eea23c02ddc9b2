package io.breakwater.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** All findings, as one page with its pictures beside it. */
public final class Document {

    private static final String PICTURES = "images/performance";

    private final List<Findings> findings = new ArrayList<>();
    private final List<String> skipped;
    private final String command;

    /**
     * @param command what was called
     * @param skipped what is missing here, and why
     */
    public Document(String command, List<String> skipped) {
        this.command = command;
        this.skipped = List.copyOf(skipped);
    }

    /** Adds a section. */
    public void add(Findings found) {
        findings.add(found);
    }

    /** Writes the page, and a picture for each plot. */
    public void write(Path page) throws IOException {
        Path pictures = page.resolveSibling(PICTURES);
        Files.createDirectories(pictures);
        for (Findings found : findings) {
            for (Plot plot : found.plots()) {
                Files.writeString(pictures.resolve(plot.name() + ".svg"), plot.svg());
            }
        }
        Files.writeString(page, text());
    }

    /** The page. */
    public String text() {
        StringBuilder text = new StringBuilder("# What it costs, and what it saves\n\n");
        text.append("Written by `").append(command).append("` on ").append(LocalDate.now(ZoneOffset.UTC));
        text.append(", on one machine: ").append(Machine.describe()).append(".\n");
        text.append(
                        "Clients, apps and downstream share it, each in a process of its own, over loopback. Figures are medians,")
                .append(
                        " with the range of all rounds\nin brackets; rounds take turns between those compared, so that what ails")
                .append(" the machine ails them alike. A ratio is taken within a round.\n\n");
        skipped.forEach(peer -> text.append("* Left out: ").append(peer).append('\n'));
        text.append(skipped.isEmpty() ? "" : "\n");
        text.append("## Budgets\n\n").append(budgets()).append('\n');
        for (Findings found : findings) {
            text.append("## ")
                    .append(found.title())
                    .append("\n\n")
                    .append(found.how())
                    .append("\n\n");
            found.tables().forEach(table -> text.append(table.markdown()).append('\n'));
            found.plots()
                    .forEach(
                            plot -> text.append("![%s](%s/%s.svg)\n\n".formatted(plot.title(), PICTURES, plot.name())));
        }
        return text.toString().stripTrailing() + "\n";
    }

    private String budgets() {
        List<List<String>> rows = findings.stream()
                .flatMap(found -> found.budgets().stream())
                .map(budget ->
                        List.of(budget.figure(), budget.wanted(), budget.reached(), budget.met() ? "yes" : "**no**"))
                .toList();
        StringBuilder text =
                new StringBuilder(new Table(List.of("figure", "budget", "reached", "met"), rows).markdown());
        findings.stream()
                .flatMap(found -> found.budgets().stream())
                .filter(budget -> !budget.met() && !budget.why().isEmpty())
                .forEach(budget ->
                        text.append("\n* ").append(budget.figure()).append(": ").append(budget.why()));
        return text.append('\n').toString();
    }
}
