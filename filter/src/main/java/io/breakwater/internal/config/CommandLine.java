package io.breakwater.internal.config;

import io.breakwater.config.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The commands of {@code java -jar} with the filter's jar that are about settings: print every setting, or check a file. Uses the JDK only, so that
 * the jar runs without the libraries of the filter.
 *
 * <p>Stateless and thread-safe.
 */
public final class CommandLine {

    private static final int OK = 0;
    private static final int PROBLEMS = 1;
    private static final int MISUSED = 2;

    private static final String CLASSPATH = SettingsFiles.CLASSPATH;

    private static final String USAGE =
            """
            usage: java -jar breakwater-filter-VERSION.jar settings
                       prints every setting as a commented breakwater.properties
                   java -jar breakwater-filter-VERSION.jar check FILE... [--classpath DIR|JAR]...
                       checks properties files, the last one winning, and prints what would be in force. Reads nothing but them: no
                       yaml, no environment variables. In files named application*.properties other keys than breakwater.* are
                       passed over. classpath: is looked for there, in WEB-INF/classes or BOOT-INF/classes of a JAR, too, and
                       beside each FILE
                   java -jar breakwater-filter-VERSION.jar page|serve-page ...
                       prints or serves the pages that visitors would get; --help lists the options
            """;

    private CommandLine() {}

    /**
     * Runs the command in {@code args}.
     *
     * @param pages what is wrong or odd with the pages that settings make; looks for resources by the thread's context class loader
     * @return 0, or 1 when the file has problems, or 2 when it was called wrongly
     */
    public static int run(List<String> args, Function<LoadedSettings, Findings> pages, PrintStream out) {
        if (args.equals(List.of("settings"))) {
            out.print(SettingsReference.properties());
            return OK;
        }
        if (args.size() >= 2 && args.get(0).equals("check")) {
            int options = args.indexOf(CLASSPATH);
            int files = options < 0 ? args.size() : options;
            return files == 1
                    ? misused(out)
                    : check(args.subList(1, files), args.subList(files, args.size()), pages, out);
        }
        return misused(out);
    }

    private static int misused(PrintStream out) {
        out.print(USAGE);
        return MISUSED;
    }

    private static int check(
            List<String> files, List<String> options, Function<LoadedSettings, Findings> pages, PrintStream out) {
        List<Path> classPath = new ArrayList<>();
        for (int i = 0; i < options.size(); i += 2) {
            if (!options.get(i).equals(CLASSPATH) || i + 1 == options.size()) {
                return misused(out);
            }
            classPath.add(Path.of(options.get(i + 1)));
        }
        SettingsFiles given = new SettingsFiles(files, classPath);
        Optional<String> unreadable = given.problem();
        if (unreadable.isPresent()) {
            out.println(unreadable.get());
            return MISUSED;
        }
        try {
            return given.read(Map.of(), loaded -> check(loaded, pages.apply(loaded), out));
        } catch (SettingsException e) {
            out.println(e.getMessage());
            return PROBLEMS;
        } catch (IOException e) {
            out.println("what " + CLASSPATH + " names cannot be read: " + e);
            return MISUSED;
        }
    }

    private static int check(LoadedSettings loaded, Findings found, PrintStream out) {
        if (!found.problems().isEmpty()) {
            out.println(SettingsException.telling(found.problems()));
            return PROBLEMS;
        }
        Stream.concat(loaded.warnings().stream(), found.warnings().stream())
                .forEach(warning -> out.println("WARN  " + warning));
        out.print(SettingsReference.table(loaded.values()));
        return OK;
    }
}
