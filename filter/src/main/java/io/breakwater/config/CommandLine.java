package io.breakwater.config;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What {@code java -jar breakwater-filter.jar} does: prints every setting, or checks a file. Needs nothing but this room, so that
 * the jar runs without the libraries that the filter needs.
 */
public final class CommandLine {

    private static final int OK = 0;
    private static final int PROBLEMS = 1;
    private static final int MISUSED = 2;

    private static final String USAGE =
            """
            usage: java -jar breakwater-filter.jar settings      prints every setting as a commented breakwater.properties
                   java -jar breakwater-filter.jar check FILE    checks a properties file, and prints what would be in force
            """;

    private CommandLine() {}

    /** Ends the JVM with 0, with 1 when the file has problems, or with 2 when it was called wrongly. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int code = run(List.of(args), out);
        out.flush();
        System.exit(code);
    }

    static int run(List<String> args, PrintStream out) {
        if (args.equals(List.of("settings"))) {
            out.print(SettingsReference.properties());
            return OK;
        }
        if (args.size() == 2 && args.get(0).equals("check")) {
            return check(args.get(1), out);
        }
        out.print(USAGE);
        return MISUSED;
    }

    private static int check(String file, PrintStream out) {
        Sources sources = Sources.builder()
                .set(Entry.PREFIX + Catalogue.CONFIG.key(), file, "command line")
                .build();
        try {
            out.print(SettingsReference.table(SettingsLoader.load(sources).values()));
            return OK;
        } catch (SettingsException e) {
            out.println(e.getMessage());
            return PROBLEMS;
        }
    }
}
