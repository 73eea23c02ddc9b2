package io.breakwater.matrix;

import io.breakwater.failure.DownstreamFailure;
import io.breakwater.matrix.variant.ProxyVariants;
import java.util.List;
import java.util.Objects;

/** {@code docs/matrix.md}. */
final class Document {
    private final Table table;
    private final List<String> reasons;
    private final StringBuilder out = new StringBuilder();

    Document(Table table) {
        this.table = table;
        this.reasons = table.reasonsInOrder();
    }

    String text() {
        out.append(
                """
                # Faults through proxies

                What a visitor gets, and what the operators read, when a downstream fails behind each of these ways to proxy: servlets on
                five clients, three ready-made proxy servlets (all on Jetty 12.0), Spring Cloud Gateway Server MVC 4.3 and Spring MVC
                controllers (on Tomcat 10.1), and Gateway 5 (on Boot 4 and Tomcat 11). The guard has its default settings but for shorter times, no circuit breaker and no
                retry budget; the clients have theirs but for shorter time-outs, hidden retries included. The page is made by the build, which
                puts every cell to the test: `mvn -pl integration-tests/matrix,integration-tests/matrix-boot4 -am verify -Dmatrix.write` writes it anew.

                A cell is the status the visitor gets, the fault in the log line, in the listener's report and in `Proxy-Status`, and how
                often the request reached the downstream. **Broken** means that the visitor's client sees that the answer is not
                whole; 0 that no status came. `a / b` is a race, `-` a trouble that the way cannot have, a number in brackets a note
                below. Nothing here takes longer than the deadline, or the idle time-out once the answer has begun; and no answer that was
                cut passes for whole but where a cell says **hidden**. All of it is as on JDK 17: the `HttpURLConnection` of JDK 25 tells of a
                short body, and reads the answer behind an interim one.

                """);
        out.append("| The downstream |");
        for (ProxyVariants way : ProxyVariants.values()) {
            out.append(' ').append(way.words()).append(" |");
        }
        out.append("\n|---|")
                .append("---|".repeat(ProxyVariants.values().length))
                .append('\n');
        for (DownstreamFailure trouble : DownstreamFailure.values()) {
            out.append("| ").append(trouble.words()).append(" |");
            for (ProxyVariants way : ProxyVariants.values()) {
                out.append(' ').append(cell(table.at(trouble, way))).append(" |");
            }
            out.append('\n');
        }
        out.append("\n## Notes\n\n");
        for (String reason : reasons) {
            out.append(number(reason))
                    .append(". ")
                    .append(table.reasons().get(reason))
                    .append('\n');
        }
        out.append("\n## What a way hides\n\n");
        for (ProxyVariants way : ProxyVariants.values()) {
            for (DownstreamFailure trouble : DownstreamFailure.values()) {
                Expected cell = table.at(trouble, way);
                if (cell.hidden()) {
                    String reason = Objects.requireNonNull(
                            table.reasons().get(cell.reason().orElseThrow()));
                    out.append("* ")
                            .append(way.words())
                            .append(", ")
                            .append(trouble.words())
                            .append(": ")
                            .append(reason)
                            .append('\n');
                }
            }
        }
        return out.toString();
    }

    private String cell(Expected cell) {
        String alternatives = String.join(" / ", cell.alternatives())
                .replace(" x", " ×")
                .replace("..", "–")
                .replace("broken", "**broken**");
        return alternatives
                + (cell.hidden() ? " **hidden**" : "")
                + cell.reason().map(reason -> " [" + number(reason) + "]").orElse("");
    }

    private int number(String reason) {
        return reasons.indexOf(reason) + 1;
    }
}
