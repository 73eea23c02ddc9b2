package io.breakwater.internal.config;

import io.breakwater.config.ModuleSetting;
import io.breakwater.config.ModuleSetting.Kind;
import io.breakwater.config.SettingsModule;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * The settings of optional modules: those of the modules that are there, and what the keys of the others begin with. A module is
 * there for all apps that share the filter's classes, or for none of them.
 */
final class Modules {

    /** What a module's keys begin with, and the jar that has them. */
    private static final Map<String, String> JARS = Map.of(
            "operations.", "breakwater-operations",
            "console.", "breakwater-operations",
            "diagnosis.", "breakwater-operations",
            "fleet.", "breakwater-fleet");

    /** The settings of the modules that are there. */
    static final Setting.Group GROUP = new Setting.Group();

    private static final Set<String> SECRET_KEYS = new HashSet<>();

    static {
        ClassLoader own =
                Objects.requireNonNullElse(Modules.class.getClassLoader(), ClassLoader.getSystemClassLoader());
        ServiceLoader.load(SettingsModule.class, own)
                .forEach(module -> module.settings().forEach(Modules::declare));
    }

    private Modules() {}

    private static void declare(ModuleSetting setting) {
        if (JARS.keySet().stream().noneMatch(setting.key()::startsWith)) {
            throw new IllegalStateException(
                    setting.key() + " does not begin with the name of a module: " + JARS.keySet());
        }
        GROUP.in(
                Setting.Scope.GLOBAL_ONLY,
                setting.key(),
                parser(setting),
                setting.defaultText(),
                setting.meaning(),
                setting.why());
        if (setting.kind() == Kind.SECRET) {
            SECRET_KEYS.add(setting.key());
        }
    }

    private static Parser<?> parser(ModuleSetting setting) {
        return switch (setting.kind()) {
            case NUMBER -> QuantityParsers.number(Integer.parseInt(setting.least()), Integer.parseInt(setting.most()));
            case DURATION -> QuantityParsers.duration(setting.least(), setting.most());
            case SIZE -> QuantityParsers.size(setting.least(), setting.most());
            case BOOLEAN -> Parser.bool();
            case TEXT, SECRET -> Parser.of("text", "a text", text -> text);
        };
    }

    /** Returns whether the values of a key are never shown, with {@code breakwater.} or without. */
    static boolean isSecret(String key) {
        return SECRET_KEYS.contains(key.startsWith(RawEntry.PREFIX) ? key.substring(RawEntry.PREFIX.length()) : key);
    }

    /** Returns the jar that would have a key, if that jar is not there; empty for any other key. */
    static Optional<String> missingJarOf(String key) {
        return JARS.entrySet().stream()
                .filter(jar -> key.startsWith(RawEntry.PREFIX + jar.getKey()))
                .filter(jar -> GROUP.settings().stream()
                        .noneMatch(setting -> setting.key().startsWith(jar.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
