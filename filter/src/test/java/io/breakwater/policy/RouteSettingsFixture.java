package io.breakwater.policy;

import io.breakwater.config.RouteSettings;
import io.breakwater.config.SettingsLoader;
import io.breakwater.config.Sources;

/** Settings as a user would write them. */
final class RouteSettingsFixture {

    private RouteSettingsFixture() {}

    /** The default route's settings with some keys changed, given as {@code key, value, key, value, …} without prefix. */
    static RouteSettings with(String... keysAndValues) {
        Sources.Builder sources = Sources.builder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            sources.set("breakwater." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return SettingsLoader.load(sources.build()).settings().defaults();
    }
}
