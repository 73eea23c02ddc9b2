package io.breakwater.internal.config;

import io.breakwater.config.SettingsException;
import java.util.List;

/** Reads settings. Thread-safe: it keeps nothing. */
public final class SettingsLoader {

    private SettingsLoader() {}

    /**
     * Reads everything that the sources hold, checks every value and every combination, and gives the result or all that
     * is wrong with it. May be called again with the same sources, which reads their file anew.
     *
     * @throws SettingsException when anything is wrong: an unknown key, but in the environment, a value that is not allowed, a
     *     combination that makes no sense, a file that is not there; names all of it
     */
    public static LoadedSettings load(SettingsSources sources) {
        return SettingsBinding.bind(RawSettings.of(sources), sources.classLoader());
    }

    /** Every setting there is, in the order in which a reference should list them. */
    public static List<Setting<?>> catalogue() {
        return Catalogue.ALL;
    }
}
