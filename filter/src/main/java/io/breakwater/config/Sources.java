package io.breakwater.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where settings come from, later ones winning: the defaults, the properties file, the filter's init-params, what code set,
 * system properties, environment variables. Every key is written in full, {@code breakwater.timeout}; in the environment it
 * is {@code BREAKWATER_TIMEOUT}.
 *
 * <p>The file is the one that {@code breakwater.config} names in one of the other sources, else
 * {@code breakwater.properties} on the class path, which may be missing. The file, system properties and what is
 * {@linkplain Builder#readAnew read anew} are read whenever settings are loaded; everything else is copied into the builder.
 *
 * <p>Thread-safe, and immutable but for that. Nothing is taken from the running JVM unless it is handed in.
 */
public final class Sources {

    private final ClassLoader classLoader;
    private final List<Supplier<List<Entry>>> given;

    private Sources(ClassLoader classLoader, List<Supplier<List<Entry>>> given) {
        this.classLoader = classLoader;
        this.given = given;
    }

    /** Starts with no source but the properties file. */
    public static Builder builder() {
        return new Builder();
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    /** Everything but the file, as it is now, later ones winning; an environment variable's key is still its name. */
    List<Entry> given() {
        return given.stream().map(Supplier::get).flatMap(List::stream).toList();
    }

    /** Collects sources; the order of calls does not matter but between two of {@code set} or {@code readAnew}. Not thread-safe. */
    public static final class Builder {
        private static final String CODE = "Breakwater.builder()";

        private ClassLoader classLoader = ownClassLoader();
        private final List<Entry> initParams = new ArrayList<>();
        private final List<Supplier<List<Entry>>> code = new ArrayList<>();
        private final List<Supplier<List<Entry>>> system = new ArrayList<>();
        private final Map<String, String> environment = new TreeMap<>();

        private Builder() {}

        private static ClassLoader ownClassLoader() {
            return Objects.requireNonNullElse(Sources.class.getClassLoader(), ClassLoader.getSystemClassLoader());
        }

        /** What finds resources on the class path: the web app's loader; unless given, the one that loaded this class. */
        public Builder classLoader(ClassLoader loader) {
            this.classLoader = loader;
            return this;
        }

        /** Adds the filter's init-params, every one of which must be a setting. */
        public Builder initParams(Map<String, String> params) {
            params.forEach((key, value) -> initParams.add(new Entry(key, value, "init-param")));
            return this;
        }

        /** Sets a value from code. */
        public Builder set(String key, String value) {
            return set(key, value, CODE);
        }

        /**
         * Sets a value on behalf of another configuration system.
         *
         * @param origin where people find it there, such as a file and line
         */
        public Builder set(String key, String value, String origin) {
            return add(new Entry(key, value, origin));
        }

        /**
         * Sets a value on behalf of another configuration system that took it from an environment variable, whose name does
         * not tell where words end; like {@link #set(String, String, String)}, and in order with it. Names that do not begin
         * with {@code BREAKWATER_} are passed over.
         */
        public Builder setVariable(String name, String value, String origin) {
            if (name.startsWith(EnvironmentNames.PREFIX)) {
                add(new Entry(name, value, origin));
            }
            return this;
        }

        private Builder add(Entry entry) {
            List<Entry> one = List.of(entry);
            code.add(() -> one);
            return this;
        }

        /**
         * Adds another configuration system, in the place of what code sets.
         *
         * @param source sets what it holds at that moment; called whenever settings are loaded
         */
        public Builder readAnew(Consumer<Builder> source) {
            code.add(() -> {
                Builder fresh = new Builder();
                source.accept(fresh);
                return fresh.build().given();
            });
            return this;
        }

        /**
         * Adds system properties, which are read whenever settings are loaded; those that do not begin with {@code breakwater.}
         * are passed over.
         */
        public Builder systemProperties(Properties properties) {
            system.add(() -> properties.stringPropertyNames().stream()
                    .filter(name -> name.startsWith(Entry.PREFIX))
                    .sorted()
                    .map(name -> new Entry(name, properties.getProperty(name, ""), "system property"))
                    .toList());
            return this;
        }

        /**
         * Adds environment variables; those that do not begin with {@code BREAKWATER_} are passed over, and so are those
         * that Kubernetes makes for a Service of this name.
         */
        public Builder environment(Map<String, String> variables) {
            variables.forEach((name, value) -> {
                if (name.startsWith(EnvironmentNames.PREFIX)) {
                    environment.put(name, value);
                }
            });
            return this;
        }

        /** The sources collected so far. */
        public Sources build() {
            List<Entry> params = List.copyOf(initParams);
            List<Entry> variables = environment.entrySet().stream()
                    .map(variable -> new Entry(
                            variable.getKey(), variable.getValue(), "environment variable " + variable.getKey()))
                    .toList();
            List<Supplier<List<Entry>>> given = new ArrayList<>();
            given.add(() -> params);
            given.addAll(code);
            given.addAll(system);
            given.add(() -> variables);
            return new Sources(classLoader, List.copyOf(given));
        }
    }
}
