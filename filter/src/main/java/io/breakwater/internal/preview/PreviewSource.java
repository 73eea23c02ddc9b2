package io.breakwater.internal.preview;

import io.breakwater.config.SettingsException;
import io.breakwater.internal.config.BreakwaterSettings;
import io.breakwater.internal.config.Findings;
import io.breakwater.internal.config.SettingsFiles;
import io.breakwater.internal.page.PageCheck;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Where previews come from: settings, a route of theirs, and a theme in place of theirs. Immutable, and read anew each time.
 *
 * @param files the settings
 * @param route the route's name
 * @param theme the theme to show in place of the route's; empty to leave it
 */
record PreviewSource(SettingsFiles files, String route, Optional<String> theme) {

    /**
     * Reads everything anew.
     *
     * @param use called with the preview and what is odd about it
     * @throws SettingsException when anything is wrong with settings, templates or words
     * @throws MisuseException when there is no such route
     */
    <T> T read(BiFunction<Preview, List<String>, T> use) throws IOException {
        if (theme.isPresent()) {
            // A theme of a route that is not there would be told of as a route without a path.
            files.read(Map.of(), loaded -> Preview.of(loaded, route));
        }
        Map<String, String> overrides = theme.map(name -> Map.of(
                        route.equals(BreakwaterSettings.DEFAULT_ROUTE)
                                ? "breakwater.page.theme"
                                : "breakwater.routes." + route + ".page.theme",
                        name))
                .orElse(Map.of());
        return files.read(overrides, loaded -> {
            Findings found = PageCheck.of(loaded);
            if (!found.problems().isEmpty()) {
                throw new SettingsException(found.problems());
            }
            return use.apply(Preview.of(loaded, route), found.warnings());
        });
    }
}
