package io.breakwater.internal.policy;

import io.breakwater.internal.config.RouteSettings;
import io.breakwater.internal.config.SettingsLoader;
import io.breakwater.internal.config.SettingsSources;

/** Settings as a user would write them. */
final class RouteSettingsFixture {

    private RouteSettingsFixture() {}

    /** The default route's settings with some keys changed, given as {@code key, value, key, value, …} without prefix. */
    static RouteSettings with(String... keysAndValues) {
        SettingsSources.Builder sources = SettingsSources.builder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            sources.set("breakwater." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return SettingsLoader.load(sources.build()).settings().defaults();
    }
}
