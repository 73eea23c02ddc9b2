package io.breakwater.operations.diagnosis;

import io.breakwater.config.ModuleSetting;
import io.breakwater.config.ModuleSetting.Kind;
import io.breakwater.config.SettingsModule;
import io.breakwater.observe.EngineView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Announces the settings of the diagnosis, and reads them. Stateless. */
public final class DiagnosisSettings implements SettingsModule {

    private static final ModuleSetting AUTOMATIC = ModuleSetting.of(
            Kind.BOOLEAN,
            "diagnosis.automatic",
            "true",
            "Whether a downstream that is configured as a URL is diagnosed when its circuit breaker opens.",
            "What was so at that moment cannot be found out later.");

    private static final ModuleSetting HEALTH_PATHS = ModuleSetting.of(
            Kind.TEXT,
            "diagnosis.health-paths",
            "",
            "What a diagnosis asks for, by route, instead of the downstream URL's own path: orders=/health, reviews=/up.",
            "The URL's own path is known; a path for health checks is not.");

    /** For {@link java.util.ServiceLoader}. */
    public DiagnosisSettings() {}

    @Override
    public List<ModuleSetting> settings() {
        return List.of(AUTOMATIC, HEALTH_PATHS);
    }

    static boolean automatic(EngineView engine) {
        return Boolean.parseBoolean(engine.setting(AUTOMATIC));
    }

    static Optional<String> healthPath(EngineView engine, String route) {
        return Stream.of(engine.setting(HEALTH_PATHS).split(",", -1))
                .map(String::strip)
                .filter(entry -> entry.startsWith(route + "="))
                .map(entry -> entry.substring(route.length() + 1).strip())
                .findFirst();
    }
}
