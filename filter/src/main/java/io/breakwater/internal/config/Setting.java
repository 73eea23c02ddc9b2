package io.breakwater.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One setting: its key, what it takes, its default, what it means and why. All of them are in
 * {@link SettingsLoader#catalogue()}, from which references for people and tools can be written.
 *
 * <p>Immutable and thread-safe; each setting is one object.
 *
 * @param <T> the type of its values
 */
public final class Setting<T> {

    /** Where a setting may stand. */
    public enum Scope {
        /** For all routes, and for any route instead. */
        EVERYWHERE,
        /** Once for all routes. */
        GLOBAL_ONLY,
        /** In a route. */
        ROUTE_ONLY,
        /** Once, and not in the properties file, which it names. */
        OUTSIDE_FILE
    }

    private final Scope scope;
    private final String key;
    private final Parser<T> parser;
    private final Optional<String> defaultText;
    private final String meaning;
    private final String why;

    private Setting(
            Scope scope, String key, Parser<T> parser, Optional<String> defaultText, String meaning, String why) {
        this.scope = scope;
        this.key = key;
        this.parser = parser;
        this.defaultText = defaultText;
        this.meaning = meaning;
        this.why = why;
    }

    /**
     * Settings that are declared together, in the order of their declarations. A binding class declares its group before its
     * settings, so that a setting is listed by being declared.
     *
     * <p>Filled by one static initializer; read-only and thread-safe afterwards.
     */
    static final class Group {
        private final List<Setting<?>> settings = new ArrayList<>();

        List<Setting<?>> settings() {
            return List.copyOf(settings);
        }

        <T> Setting<T> everywhere(String key, Parser<T> parser, String defaultText, String meaning, String why) {
            return in(Scope.EVERYWHERE, key, parser, defaultText, meaning, why);
        }

        <T> Setting<T> in(Scope scope, String key, Parser<T> parser, String defaultText, String meaning, String why) {
            return add(new Setting<>(scope, key, parser, Optional.of(defaultText), meaning, why));
        }

        /** Declares a setting that every route must have. */
        <T> Setting<T> required(String key, Parser<T> parser, String meaning, String why) {
            return add(new Setting<>(Scope.ROUTE_ONLY, key, parser, Optional.empty(), meaning, why));
        }

        private <T> Setting<T> add(Setting<T> setting) {
            settings.add(setting);
            return setting;
        }
    }

    boolean isForRoutes() {
        return scope == Scope.EVERYWHERE || scope == Scope.ROUTE_ONLY;
    }

    boolean isForAll() {
        return scope != Scope.ROUTE_ONLY;
    }

    /** Where it may stand. */
    public Scope scope() {
        return scope;
    }

    /** Its key without {@code breakwater.} and without the route. */
    public String key() {
        return key;
    }

    /** The kind of its values in a word or two. */
    public String type() {
        return parser.type();
    }

    /** Its default as it would be written; empty when it must be given. */
    public Optional<String> defaultText() {
        return defaultText;
    }

    /** What is allowed, for people. */
    public String allowed() {
        return parser.allowed();
    }

    /** The words that are allowed, if it takes one of a few; empty for any other type. */
    public List<String> choices() {
        return parser.choices();
    }

    /** Whether its values are lists, whose items a comma separates. */
    public boolean isList() {
        return type().startsWith("list ");
    }

    /** What it does, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** Why its default is what it is, in one sentence. */
    public String why() {
        return why;
    }

    T parse(String text) {
        return parser.parse(text);
    }

    @Override
    public String toString() {
        return key;
    }
}
