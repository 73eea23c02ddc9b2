package io.breakwater.fleet;

import io.breakwater.config.ModuleSetting;
import io.breakwater.config.SettingsModule;
import java.util.List;

/** Announces this module's settings to the filter. */
public final class FleetModule implements SettingsModule {

    /** For {@link java.util.ServiceLoader}. */
    public FleetModule() {}

    @Override
    public List<ModuleSetting> settings() {
        return FleetSettings.ALL;
    }
}
