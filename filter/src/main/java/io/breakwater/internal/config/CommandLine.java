package io.breakwater.internal.config;

import io.breakwater.config.Problem;
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

    private static final String CLASSPATH = "--classpath";

    private static final String USAGE =
            """
            usage: java -jar breakwater-filter-VERSION.jar settings
                       prints every setting as a commented breakwater.properties
                   java -jar breakwater-filter-VERSION.jar check FILE [--classpath DIR|JAR]...
                       checks a properties file, and prints what would be in force; classpath: is looked for there, in WEB-INF/classes
                       or BOOT-INF/classes of a JAR, too, and beside FILE
            """;

    private CommandLine() {}

    /**
     * Runs the command in {@code args}.
     *
     * @param pages returns the problems of the pages that settings describe; looks for resources by the thread's context
     *     class loader
     * @return the exit status: 0, or 1 when the file has problems, or 2 when the arguments are wrong
     */
    public static int run(List<String> args, Function<LoadedSettings, List<Problem>> pages, PrintStream out) {
        if (args.equals(List.of("settings"))) {
            out.print(SettingsReference.properties());
            return OK;
        }
        if (args.size() >= 2 && args.get(0).equals("check")) {
            return check(args.get(1), args.subList(2, args.size()), pages, out);
        }
        out.print(USAGE);
        return MISUSED;
    }

    private static int check(
            String file, List<String> options, Function<LoadedSettings, List<Problem>> pages, PrintStream out) {
        List<Path> classPath = new ArrayList<>();
        for (int i = 0; i < options.size(); i += 2) {
            if (!options.get(i).equals(CLASSPATH) || i + 1 == options.size()) {
                out.print(USAGE);
                return MISUSED;
            }
            classPath.add(Path.of(options.get(i + 1)));
        }
        for (Path entry : classPath) {
            if (Files.notExists(entry)) {
                out.println(CLASSPATH + " " + entry + ": there is no such directory or JAR");
                return MISUSED;
            }
        }
        try (URLClassLoader resources = resources(file, classPath)) {
            return check(file, resources, pages, out);
        } catch (IOException e) {
            out.println("what " + CLASSPATH + " names cannot be read: " + e);
            return MISUSED;
        }
    }

    /**
     * Returns the loader of what the file may name by {@code classpath:}. Most users keep such resources beside the file, in
     * src/main/resources or WEB-INF/classes.
     */
    private static URLClassLoader resources(String file, List<Path> classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path entry : classPath) {
            urls.add(entry.toUri().toURL());
            if (Files.isRegularFile(entry)) {
                urls.add(new URL("jar:" + entry.toUri() + "!/WEB-INF/classes/"));
                urls.add(new URL("jar:" + entry.toUri() + "!/BOOT-INF/classes/"));
            }
        }
        Path beside = file.startsWith(ResourceLocation.CLASSPATH)
                ? null
                : Path.of(file).toAbsolutePath().getParent();
        if (beside != null && Files.isDirectory(beside)) {
            urls.add(beside.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), CommandLine.class.getClassLoader());
    }

    private static int check(
            String file, ClassLoader resources, Function<LoadedSettings, List<Problem>> pages, PrintStream out) {
        SettingsSources sources = SettingsSources.builder()
                .classLoader(resources)
                .set(RawEntry.PREFIX + Catalogue.CONFIG.key(), file, "command line")
                .build();
        try {
            LoadedSettings loaded = SettingsLoader.load(sources);
            List<Problem> problems = pageProblems(loaded, resources, pages);
            if (!problems.isEmpty()) {
                out.println(SettingsException.telling(problems));
                return PROBLEMS;
            }
            out.print(SettingsReference.table(loaded.values()));
            return OK;
        } catch (SettingsException e) {
            out.println(e.getMessage());
            return PROBLEMS;
        }
    }

    private static List<Problem> pageProblems(
            LoadedSettings loaded, ClassLoader resources, Function<LoadedSettings, List<Problem>> pages) {
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
