package io.breakwater.internal.config;

import io.breakwater.config.Problem;
import io.breakwater.config.SettingChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Settings that passed every check. Immutable.
 *
 * @param settings the settings
 * @param values the effective values as text, by route, the default route first
 * @param file the properties file that was read; empty when there was none, or when it is in a jar, where it cannot change
 * @param warnings what was ignored although a user may have meant a setting, a line each
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

    /** The same with more of these. */
    public LoadedSettings warning(List<String> more) {
        return new LoadedSettings(
                settings,
                values,
                file,
                Stream.concat(warnings.stream(), more.stream()).toList());
    }

    /**
     * Returns what was given, for the start-up log: a line for all routes and one for each route, of {@code key=value}
     * pairs, each with its origin in brackets. What the line of a route leaves out is as for all routes; what that leaves
     * out is the default.
     */
    public List<String> summary() {
        return EffectiveSettingsReport.given(values);
    }

    /** Returns lines like {@link #summary}, with every effective value, given or not. */
    public List<String> listing() {
        return EffectiveSettingsReport.lines(values);
    }

    /**
     * Returns the problem of a value that passed the checks of this room, but is wrong for another reason.
     *
     * @param route the route that has it
     * @param key without {@code breakwater.} and without the route
     * @param allowed what may stand there instead
     * @param suggestion what may have been meant
     */
    public Problem problem(
            String route, String key, String message, Optional<String> allowed, Optional<String> suggestion) {
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
                suggestion);
    }

    /**
     * Returns the value of a setting that exists once, as it was written, and not hidden where it is secret.
     *
     * @param key without {@code breakwater.}
     * @throws IllegalArgumentException when there is no such setting
     */
    public String textOf(String key) {
        return find(BreakwaterSettings.DEFAULT_ROUTE, key)
                .orElseThrow(() -> new IllegalArgumentException("there is no setting " + key))
                .text();
    }

    private Optional<EffectiveSetting> find(String route, String key) {
        return values.stream()
                .filter(value -> value.route().equals(route) && value.key().equals(key))
                .findFirst();
    }

    /** Returns the changes since {@code before}, in the order of the routes and of the catalogue. */
    public List<SettingChange> changesSince(LoadedSettings before) {
        return SettingsDiff.of(before.values, values);
    }

    /** Returns the changes since {@code before} that cannot be applied while the app runs. */
    public List<SettingChange> refusedChangesSince(LoadedSettings before) {
        return SettingsDiff.refused(before, this);
    }

    /** Returns these settings without the changes that cannot be applied while the app runs. */
    public LoadedSettings keepingFixed(LoadedSettings before) {
        return SettingsDiff.keepFixed(before, this);
    }

    /**
     * The properties file that was read. Immutable.
     *
     * @param path the path to the file, perhaps through symbolic links
     * @param text its content
     */
    public record PropertiesFile(Path path, String text) {

        /** The greatest size of a file that is read: far more than settings need, and little enough to hold in memory. */
        public static final int MAX_BYTES = 8 * 1024 * 1024;
    }
}
