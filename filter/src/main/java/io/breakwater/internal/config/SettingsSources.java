package io.breakwater.internal.config;

import io.breakwater.config.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The sources of settings, of which later ones take precedence: the defaults, the properties file, the filter's init-params,
 * what code set, system properties, environment variables. Every key is written in full, {@code breakwater.timeout}; in the
 * environment it is {@code BREAKWATER_TIMEOUT}.
 *
 * <p>The file is the one that {@code breakwater.config} names in one of the other sources, else {@code
 * breakwater.properties} on the class path, which may be missing. The file, system properties and what is {@linkplain
 * Builder#readAnew read anew} are read whenever settings are loaded; everything else is copied into the builder.
 *
 * <p>Thread-safe, and otherwise immutable. Takes nothing from the running JVM that is not passed to the builder.
 */
public final class SettingsSources {

    private final ClassLoader classLoader;
    private final List<Supplier<List<RawEntry>>> given;

    private final List<RawEntry> moreFiles;

    private SettingsSources(ClassLoader classLoader, List<Supplier<List<RawEntry>>> given, List<RawEntry> moreFiles) {
        this.classLoader = classLoader;
        this.moreFiles = moreFiles;
        this.given = given;
    }

    /** Returns a builder with no source but the properties file. */
    public static Builder builder() {
        return new Builder();
    }

    /** Files that are read after the one that the sources name. */
    List<RawEntry> moreFiles() {
        return moreFiles;
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    /**
     * Returns the present entries of all sources but the file, of which later ones win. The key of an environment variable
     * is its name.
     */
    List<RawEntry> given() {
        return given.stream().map(Supplier::get).flatMap(List::stream).toList();
    }

    /** Collects sources. The order of calls matters only among {@code set} and {@code readAnew}. Not thread-safe. */
    public static final class Builder implements Sources {
        private static final String CODE = "Breakwater.builder()";

        private ClassLoader classLoader = ownClassLoader();
        private final List<RawEntry> moreFiles = new ArrayList<>();
        private final List<RawEntry> initParams = new ArrayList<>();
        private final List<Supplier<List<RawEntry>>> code = new ArrayList<>();
        private final List<Supplier<List<RawEntry>>> system = new ArrayList<>();
        private final Map<String, String> environment = new TreeMap<>();

        private Builder() {}

        private static ClassLoader ownClassLoader() {
            return Objects.requireNonNullElse(
                    SettingsSources.class.getClassLoader(), ClassLoader.getSystemClassLoader());
        }

        @Override
        public Builder classLoader(ClassLoader loader) {
            this.classLoader = loader;
            return this;
        }

        @Override
        public Builder initParams(Map<String, String> params) {
            params.forEach((key, value) -> initParams.add(new RawEntry(key, value, "init-param")));
            return this;
        }

        @Override
        public Builder set(String key, String value) {
            return set(key, value, CODE);
        }

        @Override
        public Builder set(String key, String value, String origin) {
            return add(new RawEntry(key, value, origin));
        }

        @Override
        public Builder setVariable(String name, String value, String origin) {
            if (name.startsWith(EnvironmentNames.PREFIX)) {
                add(new RawEntry(name, value, origin));
            }
            return this;
        }

        /** Adds a file that is read after the one that {@code breakwater.config} names, and after those added before. */
        Builder file(String location, String origin) {
            moreFiles.add(new RawEntry(RawEntry.PREFIX + Catalogue.CONFIG.key(), location, origin));
            return this;
        }

        private Builder add(RawEntry entry) {
            List<RawEntry> one = List.of(entry);
            code.add(() -> one);
            return this;
        }

        @Override
        public Builder readAnew(Consumer<Sources> source) {
            code.add(() -> {
                Builder fresh = new Builder();
                source.accept(fresh);
                return fresh.build().given();
            });
            return this;
        }

        @Override
        public Builder systemProperties(Properties properties) {
            system.add(() -> properties.stringPropertyNames().stream()
                    .filter(name -> name.startsWith(RawEntry.PREFIX))
                    .sorted()
                    .map(name -> new RawEntry(name, properties.getProperty(name, ""), "system property"))
                    .toList());
            return this;
        }

        @Override
        public Builder environment(Map<String, String> variables) {
            variables.forEach((name, value) -> {
                if (name.startsWith(EnvironmentNames.PREFIX)) {
                    environment.put(name, value);
                }
            });
            return this;
        }

        /** Returns the sources collected so far. */
        public SettingsSources build() {
            List<RawEntry> params = List.copyOf(initParams);
            List<RawEntry> variables = environment.entrySet().stream()
                    .map(variable -> new RawEntry(
                            variable.getKey(), variable.getValue(), "environment variable " + variable.getKey()))
                    .toList();
            List<Supplier<List<RawEntry>>> given = new ArrayList<>();
            given.add(() -> params);
            given.addAll(code);
            given.addAll(system);
            given.add(() -> variables);
            return new SettingsSources(classLoader, List.copyOf(given), List.copyOf(moreFiles));
        }
    }
}
