package io.breakwater.observe;

import io.breakwater.config.SettingChange;
import java.util.List;
import java.util.Optional;

/**
 * A reload of the settings. Immutable.
 *
 * @param changes what changed; empty when nothing did, or when the settings were refused
 * @param refusal why the settings were refused, for operators, so that those in force stay; empty when they were accepted
 */
public record SettingsReload(List<SettingChange> changes, Optional<String> refusal) {

    public SettingsReload {
        changes = List.copyOf(changes);
    }

    /** Returns whether the settings were accepted. */
    public boolean accepted() {
        return refusal.isEmpty();
    }
}
