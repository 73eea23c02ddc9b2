package io.breakwater.config;

import java.util.List;

/**
 * Announces the settings of an optional module, so that they are checked as all others are, and found by the same tools. Found by
 * {@link java.util.ServiceLoader}, by the loader of the filter's own classes, once.
 *
 * <p>A module reads its values from {@link io.breakwater.observe.EngineView#setting}. Implementations are immutable and need a
 * public constructor without parameters.
 */
public interface SettingsModule {

    /** Returns the settings, in the order in which references list them. */
    List<ModuleSetting> settings();
}
