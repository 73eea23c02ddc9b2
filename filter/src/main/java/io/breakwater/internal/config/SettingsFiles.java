package io.breakwater.internal.config;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Settings as the command line has them: properties files, of which the last one wins, and where {@code classpath:} is looked for
 * without an app. Immutable. Internal between rooms.
 *
 * @param files the files; none for the defaults
 * @param classPath directories and JARs
 */
public record SettingsFiles(List<String> files, List<Path> classPath) {

    /** The option that names {@link #classPath}. */
    public static final String CLASSPATH = "--classpath";

    private static final String COMMAND_LINE = "command line";

    public SettingsFiles {
        files = List.copyOf(files);
        classPath = List.copyOf(classPath);
    }

    /** Returns why nothing of them can be read; empty where something can. */
    public Optional<String> problem() {
        for (Path entry : classPath) {
            if (Files.notExists(entry)) {
                return Optional.of(CLASSPATH + " " + entry + ": there is no such directory or JAR");
            }
        }
        return files.stream()
                .filter(file -> file.endsWith(".yaml") || file.endsWith(".yml"))
                .findFirst()
                .map(file -> file + " is yaml, which is not read here: start the app to check it");
    }

    /**
     * Reads them anew.
     *
     * @param overrides full keys with values that outdo the files'
     * @param use called once, with these settings' resources in the thread's context class loader
     * @return what {@code use} returned
     * @throws io.breakwater.config.SettingsException when anything is wrong with the settings
     * @throws IOException when what {@link #classPath} names cannot be read
     */
    public <T> T read(Map<String, String> overrides, Function<LoadedSettings, T> use) throws IOException {
        try (URLClassLoader resources = resources()) {
            SettingsSources.Builder sources = SettingsSources.builder().classLoader(resources);
            if (!files.isEmpty()) {
                sources.set(RawEntry.PREFIX + Catalogue.CONFIG.key(), files.get(0), COMMAND_LINE);
                files.stream().skip(1).forEach(file -> sources.file(file, COMMAND_LINE));
            }
            overrides.forEach((key, value) -> sources.set(key, value, COMMAND_LINE));
            LoadedSettings loaded = SettingsLoader.load(sources.build());
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(resources);
            try {
                return use.apply(loaded);
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    /** What a file may name by {@code classpath:}; most keep it beside the file, in src/main/resources or WEB-INF/classes. */
    private URLClassLoader resources() throws IOException {
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
        return new URLClassLoader(urls.toArray(URL[]::new), SettingsFiles.class.getClassLoader());
    }
}
