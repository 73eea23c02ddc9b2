package io.breakwater.internal.config;

import io.breakwater.config.Problem;
import io.breakwater.config.SettingChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Settings that passed every check. Immutable.
 *
 * @param settings what is in force
 * @param values the same as text, route by route, the route for everything else first
 * @param file the properties file that was read; empty when there was none, or it is in a jar, where it cannot change
 * @param warnings what was passed over although somebody may have meant a setting by it, a line each
 */
public record LoadedSettings(
        BreakwaterSettings settings,
        List<EffectiveSetting> values,
        Optional<PropertiesFile> file,
        List<String> warnings) {
    public LoadedSettings {
        values = List.copyOf(values);
        warnings = List.copyOf(warnings);
    }

    /**
     * What was given, for the start-up log: a line for all routes and one for each route, of {@code key=value} pairs with where
     * each was given in brackets. What a line leaves out is as for all routes, and there as by default.
     */
    public List<String> summary() {
        return EffectiveSettingsReport.given(values);
    }

    /** The same with everything that is in force, whether it was given or not. */
    public List<String> listing() {
        return EffectiveSettingsReport.lines(values);
    }

    /**
     * What turned out to be wrong with a value that passed every check of its own.
     *
     * @param route the route that has it
     * @param key without {@code breakwater.} and without the route
     * @param allowed what may stand there instead
     */
    public Problem problem(String route, String key, String message, Optional<String> allowed) {
        EffectiveSetting value =
                find(route, key).orElseThrow(() -> new IllegalArgumentException(route + " has no " + key));
        boolean inherited = find(BreakwaterSettings.DEFAULT_ROUTE, key)
                .filter(value::isLike)
                .isPresent();
        return Problems.of(
                value.origin().orElse("default"),
                (inherited ? RawEntry.PREFIX : RawEntry.ROUTES + route + ".") + key,
                Optional.of(value.value()),
                message,
                allowed,
                Optional.empty());
    }

    private Optional<EffectiveSetting> find(String route, String key) {
        return values.stream()
                .filter(value -> value.route().equals(route) && value.key().equals(key))
                .findFirst();
    }

    /** What is different from {@code before}, in the order of the routes and of the catalogue. */
    public List<SettingChange> changesSince(LoadedSettings before) {
        return SettingsDiff.of(before.values, values);
    }

    /** The part of that which cannot be put in force while the app runs. */
    public List<SettingChange> refusedChangesSince(LoadedSettings before) {
        return SettingsDiff.refused(before, this);
    }

    /** The same but for that part, which stays as it was. */
    public LoadedSettings keepingFixed(LoadedSettings before) {
        return SettingsDiff.keepFixed(before, this);
    }

    /**
     * A properties file as it was read. Immutable.
     *
     * @param path where it is; may lead there through symbolic links
     * @param text what stood in it
     */
    public record PropertiesFile(Path path, String text) {

        /** How much is read of a file: far more than any settings need, and far less than would hurt to hold. */
        public static final int MAX_BYTES = 8 * 1024 * 1024;
    }
}
