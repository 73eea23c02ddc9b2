package io.breakwater.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A setting: its key, its allowed values, its default, what it means and why. All settings are in {@link
 * SettingsLoader#catalogue()}, from which references for people and tools are written.
 *
 * <p>Immutable and thread-safe; compared by identity.
 *
 * @param <T> the type of its values
 */
public final class Setting<T> {

    /** Where a setting may be given. */
    public enum Scope {
        /** For all routes, and for a route, whose value replaces that for all. */
        EVERYWHERE,
        /** Once, for all routes. */
        GLOBAL_ONLY,
        /** For a route only. */
        ROUTE_ONLY,
        /** Once, and not in the properties file, because the setting names that file. */
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

    /** Returns where the setting may be given. */
    public Scope scope() {
        return scope;
    }

    /** Returns the key without {@code breakwater.} and without the route. */
    public String key() {
        return key;
    }

    /** Returns the kind of value in a word or two. */
    public String type() {
        return parser.type();
    }

    /** Returns the default as a user would write it; empty when a value must be given. */
    public Optional<String> defaultText() {
        return defaultText;
    }

    /** Returns what is allowed, for people. */
    public String allowed() {
        return parser.allowed();
    }

    /** Returns the words that are allowed if the value is one of a few words; empty for any other type. */
    public List<String> choices() {
        return parser.choices();
    }

    /** Returns whether the value is a comma-separated list. */
    public boolean isList() {
        return type().startsWith("list ");
    }

    /** Returns what the setting does, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** Returns the reason for the default, in one sentence. */
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
