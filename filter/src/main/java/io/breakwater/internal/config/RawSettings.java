package io.breakwater.internal.config;

import io.breakwater.config.Problem;
import io.breakwater.internal.util.Utf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that the sources hold, not yet checked. Mutable; for one thread.
 *
 * @param entries the entries, of which later ones win
 * @param problems what could not be read; the checks that follow add to it
 * @param warnings what is ignored although a user may have meant a setting
 * @param files the file that was read, if it may change while the app runs
 */
record RawSettings(
        List<RawEntry> entries,
        List<Problem> problems,
        List<String> warnings,
        List<LoadedSettings.PropertiesFile> files) {

    private static final String CONFIG_KEY = RawEntry.PREFIX + Catalogue.CONFIG.key();
    private static final String CONFIG_VARIABLE = EnvironmentNames.nameOf(CONFIG_KEY);

    /** What the starter's own keys begin with, which are no business of the filter's. */
    private static final String SPRING = RawEntry.PREFIX + "spring.";

    private static final String DEFAULT_FILE = "breakwater.properties";

    static RawSettings of(SettingsSources sources) {
        List<RawEntry> given = sources.given();
        RawSettings all = new RawSettings(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        all.addFile(given, sources.classLoader());
        sources.moreFiles().forEach(file -> all.addNamedFile(file, sources.classLoader()));
        all.addGiven(given);
        return all;
    }

    /** Returns the file that was read, if it may change while the app runs. */
    Optional<LoadedSettings.PropertiesFile> file() {
        return files.stream().findFirst();
    }

    private void addFile(List<RawEntry> given, ClassLoader loader) {
        Optional<RawEntry> config = given.stream()
                .filter(entry -> entry.key().equals(CONFIG_KEY) || entry.key().equals(CONFIG_VARIABLE))
                .reduce((earlier, later) -> later)
                .map(entry -> entry.as(CONFIG_KEY));
        if (config.isPresent()) {
            addNamedFile(config.get(), loader);
        } else {
            ResourceLocation location =
                    Catalogue.CONFIG.parse(Catalogue.CONFIG.defaultText().orElseThrow());
            read(location, DEFAULT_FILE, loader).ifPresent(lines -> addLines(lines, false));
        }
    }

    private void addNamedFile(RawEntry config, ClassLoader loader) {
        ResourceLocation location;
        try {
            location = Catalogue.CONFIG.parse(config.value());
        } catch (IllegalArgumentException e) {
            // The value is checked and reported later, like any other.
            return;
        }
        if (config.value().isEmpty()) {
            return;
        }
        if (!location.exists(loader)) {
            problems.add(Problems.value(config, location.absence(), Catalogue.CONFIG.allowed()));
        }
        read(location, location.name(), loader).ifPresent(lines -> addLines(lines, location.isShared()));
    }

    private Optional<List<RawEntry>> read(ResourceLocation location, String name, ClassLoader loader) {
        try {
            Optional<String> found = location.read(loader);
            found.ifPresent(text ->
                    location.file(loader).ifPresent(path -> files.add(new LoadedSettings.PropertiesFile(path, text))));
            List<Problem> unreadable = new ArrayList<>();
            Optional<List<RawEntry>> lines =
                    found.map(text -> PropertiesText.entries(name, text, RawEntry::isOurs, unreadable));
            unreadable.stream()
                    .filter(problem -> !location.isShared() || RawEntry.isOurs(problem.key()))
                    .forEach(problems::add);
            return lines;
        } catch (Utf8.MalformedException e) {
            problems.add(Problems.malformed(name, e));
            return Optional.empty();
        } catch (IOException e) {
            problems.add(Problems.of(
                    name,
                    CONFIG_KEY,
                    Optional.of(location.text()),
                    "cannot be read: " + e,
                    Optional.of("a readable file in UTF-8"),
                    Optional.empty()));
            return Optional.empty();
        }
    }

    /** @param shared whether other programs may have their settings there too, Spring Boot above all */
    private void addLines(List<RawEntry> lines, boolean shared) {
        if (shared) {
            lines.stream()
                    .filter(line -> RawEntry.isOurs(line.key()) && !line.key().startsWith(SPRING))
                    .forEach(entries::add);
            return;
        }
        if (!lines.isEmpty() && lines.stream().allMatch(RawSettings::isForeign)) {
            problems.add(Problems.of(
                    lines.get(0).origin(),
                    RawEntry.PREFIX + "*",
                    Optional.empty(),
                    "is nowhere in this file, so it may be another program's",
                    Optional.of("a file whose keys begin with " + RawEntry.PREFIX),
                    Optional.empty()));
            return;
        }
        for (RawEntry line : lines) {
            if (isForeign(line)) {
                problems.add(Problems.foreign(line.origin()));
            } else if (line.key().equals(CONFIG_KEY)) {
                problems.add(Problems.unknown(
                        line,
                        "cannot stand in the file it is to find: make it an init-param, a system property or "
                                + CONFIG_VARIABLE,
                        Optional.empty()));
            } else {
                entries.add(line);
            }
        }
    }

    /**
     * Returns whether a line has no key of ours, nor one like it. Such a line is not quoted, because all of it may be a
     * secret.
     */
    private static boolean isForeign(RawEntry line) {
        return !line.key().startsWith(RawEntry.PREFIX)
                && Suggestions.key(line.key()).isEmpty();
    }

    /** Adds environment variables last, because the routes that the other sources name tell what a variable stands for. */
    private void addGiven(List<RawEntry> given) {
        Set<String> routes = Stream.concat(entries.stream(), given.stream())
                .map(RawEntry::key)
                .filter(key -> key.startsWith(RawEntry.ROUTES))
                .map(key -> key.substring(RawEntry.ROUTES.length()).split("\\.", 2)[0])
                .collect(Collectors.toSet());
        List<RawEntry> variables = new ArrayList<>();
        for (RawEntry entry : given) {
            if (entry.key().startsWith(EnvironmentNames.PREFIX)) {
                variables.add(entry);
            } else {
                addVariables(variables, routes);
                entries.add(entry);
            }
        }
        addVariables(variables, routes);
    }

    /** Adds variables that follow each other, so that entries before and after them keep their rank. */
    private void addVariables(List<RawEntry> variables, Set<String> routes) {
        EnvironmentVariables.add(variables, routes, this);
        variables.clear();
    }
}
