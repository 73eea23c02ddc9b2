package io.breakwater.operations;

import io.breakwater.config.ModuleSetting;
import io.breakwater.config.SettingsModule;
import java.util.List;

/** Announces this module's settings to the filter. */
public final class OperationsModule implements SettingsModule {

    @Override
    public List<ModuleSetting> settings() {
        return OperationsSettings.ALL;
    }
}
