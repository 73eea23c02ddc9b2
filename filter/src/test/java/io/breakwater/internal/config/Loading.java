package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.config.Problem;
import io.breakwater.config.SettingsException;
import java.util.List;
import java.util.Map;

/** Loads settings in tests, from {@code key=value} texts without the prefix unless told otherwise. */
final class Loading {

    private Loading() {}

    static SettingsSources.Builder given(String... pairs) {
        SettingsSources.Builder sources = SettingsSources.builder();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            sources.set("breakwater." + pair.substring(0, equals), pair.substring(equals + 1));
        }
        return sources;
    }

    static BreakwaterSettings load(String... pairs) {
        return SettingsLoader.load(given(pairs).build()).settings();
    }

    static BreakwaterSettings load(Map<String, String> environment, String... pairs) {
        return SettingsLoader.load(given(pairs).environment(environment).build())
                .settings();
    }

    static RouteSettings route(String... pairs) {
        return load(pairs).routes().get(0);
    }

    static List<Problem> problems(String... pairs) {
        return problems(given(pairs));
    }

    static List<Problem> problems(SettingsSources.Builder sources) {
        SettingsException refused =
                catchThrowableOfType(SettingsException.class, () -> SettingsLoader.load(sources.build()));
        return refused == null ? List.of() : refused.problems();
    }

    static Problem problem(String... pairs) {
        return only(problems(pairs));
    }

    static Problem only(List<Problem> problems) {
        if (problems.size() != 1) {
            throw new AssertionError("expected one problem, found " + problems);
        }
        return problems.get(0);
    }
}
