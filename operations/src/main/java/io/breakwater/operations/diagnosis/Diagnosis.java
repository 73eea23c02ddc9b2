package io.breakwater.operations.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * What a probe of a route's downstream has found. Immutable. Holds no secret: neither the user-info nor the query of the URL, and of an
 * answer no more than its status line.
 *
 * @param route the route's name
 * @param target what was asked, as scheme, host, port and path
 * @param at when it began
 * @param took how long it took
 * @param finding what it came to
 * @param detail more about the finding, for instance the day on which a certificate expired; may be empty
 * @param stages all stages in their order, those not tried included
 */
public record Diagnosis(
        String route, String target, Instant at, Duration took, Finding finding, String detail, List<Stage> stages) {

    /** Copies the stages. */
    public Diagnosis {
        stages = List.copyOf(stages);
    }

    /** Returns all of it as a block of text for people: what was asked, each stage, the cause, and what to check. */
    public String text() {
        StringBuilder text = new StringBuilder("Diagnosis of route ")
                .append(route)
                .append(" at ")
                .append(at.truncatedTo(ChronoUnit.SECONDS))
                .append(", in ")
                .append(millis(took))
                .append('\n')
                .append(target)
                .append("\n\n");
        for (Stage stage : stages) {
            text.append(mark(stage.result()))
                    .append(padded(stage.name().name().toLowerCase(Locale.ROOT)))
                    .append(stage.said());
            if (stage.result() != Stage.Result.SKIPPED) {
                text.append(", in ").append(millis(stage.took()));
            }
            text.append('\n');
            stage.facts()
                    .forEach(fact -> text.append("               ").append(fact).append('\n'));
        }
        text.append("\nFound: ").append(finding.sentence());
        if (!detail.isEmpty()) {
            text.append(' ').append(detail);
        }
        return text.append("\nCheck: ").append(finding.check()).append('\n').toString();
    }

    /** Returns a time in milliseconds, and a short one more exactly. */
    static String millis(Duration time) {
        long micros = time.toNanos() / 1_000;
        return micros < 10_000 ? String.format(Locale.ROOT, "%.1f ms", micros / 1_000.0) : micros / 1_000 + " ms";
    }

    private static String mark(Stage.Result result) {
        return switch (result) {
            case OK -> "  ok   ";
            case FAILED -> "  FAIL ";
            case SKIPPED -> "  -    ";
        };
    }

    private static String padded(String name) {
        return String.format(Locale.ROOT, "%-8s", name);
    }
}
