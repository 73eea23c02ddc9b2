package io.breakwater.internal.config;

import io.breakwater.config.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The commands of {@code java -jar} with the filter's jar: print every setting, or check a file. Uses the JDK only, so that
 * the jar runs without the libraries of the filter.
 *
 * <p>Stateless and thread-safe.
 */
public final class CommandLine {

    private static final int OK = 0;
    private static final int PROBLEMS = 1;
    private static final int MISUSED = 2;

    private static final String COMMAND_LINE = "command line";
    private static final String CLASSPATH = "--classpath";

    private static final String USAGE =
            """
            usage: java -jar breakwater-filter-VERSION.jar settings
                       prints every setting as a commented breakwater.properties
                   java -jar breakwater-filter-VERSION.jar check FILE... [--classpath DIR|JAR]...
                       checks properties files, the last one winning, and prints what would be in force. Reads nothing but them: no
                       yaml, no environment variables. In files named application*.properties other keys than breakwater.* are
                       passed over. classpath: is looked for there, in WEB-INF/classes or BOOT-INF/classes of a JAR, too, and
                       beside each FILE
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
        for (Path entry : classPath) {
            if (Files.notExists(entry)) {
                out.println(CLASSPATH + " " + entry + ": there is no such directory or JAR");
                return MISUSED;
            }
        }
        for (String file : files) {
            if (file.endsWith(".yaml") || file.endsWith(".yml")) {
                out.println(file + " is yaml, which is not read here: start the app to check it");
                return MISUSED;
            }
        }
        try (URLClassLoader resources = resources(files, classPath)) {
            return check(files, resources, pages, out);
        } catch (IOException e) {
            out.println("what " + CLASSPATH + " names cannot be read: " + e);
            return MISUSED;
        }
    }

    /** What the file may name by {@code classpath:}; most keep it beside the file, in src/main/resources or WEB-INF/classes. */
    private static URLClassLoader resources(List<String> files, List<Path> classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path entry : classPath) {
            urls.add(entry.toUri().toURL());
            if (Files.isRegularFile(entry)) {
                urls.add(new URL("jar:" + entry.toUri() + "!/WEB-INF/classes/"));
                urls.add(new URL("jar:" + entry.toUri() + "!/BOOT-INF/classes/"));
            }
        }
        for (String file : files) {
            Path beside = file.startsWith(ResourceLocation.CLASSPATH)
                    ? null
                    : Path.of(file).toAbsolutePath().getParent();
            if (beside != null && Files.isDirectory(beside)) {
                urls.add(beside.toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), CommandLine.class.getClassLoader());
    }

    private static int check(
            List<String> files, ClassLoader resources, Function<LoadedSettings, Findings> pages, PrintStream out) {
        SettingsSources.Builder sources = SettingsSources.builder()
                .classLoader(resources)
                .set(RawEntry.PREFIX + Catalogue.CONFIG.key(), files.get(0), COMMAND_LINE);
        files.stream().skip(1).forEach(file -> sources.file(file, COMMAND_LINE));
        try {
            LoadedSettings loaded = SettingsLoader.load(sources.build());
            Findings found = ofPages(loaded, resources, pages);
            if (!found.problems().isEmpty()) {
                out.println(SettingsException.telling(found.problems()));
                return PROBLEMS;
            }
            Stream.concat(loaded.warnings().stream(), found.warnings().stream())
                    .forEach(warning -> out.println("WARN  " + warning));
            out.print(SettingsReference.table(loaded.values()));
            return OK;
        } catch (SettingsException e) {
            out.println(e.getMessage());
            return PROBLEMS;
        }
    }

    private static Findings ofPages(
            LoadedSettings loaded, ClassLoader resources, Function<LoadedSettings, Findings> pages) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(resources);
        try {
            return pages.apply(loaded);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
