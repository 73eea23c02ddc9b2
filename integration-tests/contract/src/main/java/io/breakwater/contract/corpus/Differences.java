package io.breakwater.contract.corpus;

import io.breakwater.contract.LateOuterWorkContract;
import io.breakwater.contract.StaticFilesContract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an app behind the guard does otherwise than alone, with the reason, as the documentation has it. */
final class Differences {

    /** One of them; the programs that show it follow. */
    private record Difference(String container, String mode, String why) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Difference one
                    && container.equals(one.container)
                    && mode.equals(one.mode)
                    && why.equals(one.why);
        }

        @Override
        public int hashCode() {
            return why.hashCode();
        }
    }

    private static final String GUARD = "guard";
    private static final String BOTH = "guard, observe";
    private static final String FRAMING = "framing";

    /** Programs of one kind. */
    private static final int SHOWN = 3;

    private static final String HEAD =
            """
            # What differs from the app alone

            An answer that nothing has broken goes out as it would without the filter. Some %d small programs run with the filter, under
            its eyes (`mode=observe`) and without it, on every container; status, headers, body, connection and the exceptions that
            the app sees are compared. This is all that differs, and why. The build keeps this table, and fails when a row of
            "guard" or "guard, observe" differs no more.

            "guard" differs where the filter acts; "guard, observe" where it only observes, too, by its wrappers. "framing" is a
            `Content-Length` where there were chunks, or the other way round, with the same body, in both modes.

            | Container | Mode | What an app does | Why it differs |
            |---|---|---|---|
            """;

    private Differences() {}

    /** The page of the documentation. */
    static String markdown() {
        List<Program> programs = Corpus.all();
        Map<Difference, List<String>> rows = new LinkedHashMap<>();
        for (Program program : programs) {
            program.differences(GUARD, BOTH, FRAMING, (container, mode, why) -> rows.computeIfAbsent(
                            new Difference(container, mode, why), key -> new ArrayList<>())
                    .add(program.toString()));
        }
        // Shown by a contract of its own, since programs are compared by the app's answer, and not by the page.
        rows.put(
                new Difference(
                        "Undertow",
                        GUARD,
                        "filters in front get the guard's own response there, which the app's threads have, too: once the page has taken"
                                + " the app's place, nobody writes through it (`"
                                + LateOuterWorkContract.class.getSimpleName() + "`)"),
                List.of("a header that a filter in front adds to the page after an asynchronous dispatch"));
        // As is this, since no program can bring a servlet of the container's.
        rows.put(
                new Difference(
                        "Jetty",
                        BOTH,
                        "its servlet for static files has the page of that error written for its own request alone; behind any filter"
                                + " that wraps the request there is none. Status and `Content-Range` are the same (`"
                                + StaticFilesContract.class.getSimpleName() + "`)"),
                List.of("a range of a static file that can't be satisfied (416)"));
        Function<Map.Entry<Difference, List<String>>, String> line =
                row -> "| " + row.getKey().container() + " | "
                        + row.getKey().mode() + " | "
                        + shown(row.getValue()) + " | "
                        + row.getKey().why() + " |\n";
        Stream<String> lines = rows.entrySet().stream().map(line).sorted();
        return HEAD.formatted(programs.size() / 10 * 10) + lines.collect(Collectors.joining());
    }

    private static String shown(List<String> programs) {
        String first = programs.stream().limit(SHOWN).collect(Collectors.joining("; "));
        return programs.size() > SHOWN ? first + "; and " + (programs.size() - SHOWN) + " of the kind" : first;
    }

    /** Takes one difference of a program's. */
    @FunctionalInterface
    interface Sink {
        void take(String container, String mode, String why);
    }
}
