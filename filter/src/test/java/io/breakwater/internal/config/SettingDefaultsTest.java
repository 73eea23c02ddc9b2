package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingDefaultsTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = SettingTables.DEFAULTS + MaintenanceTables.DEFAULTS + InjectTables.DEFAULTS)
    void theCatalogueKnowsTheDefault(String key, String text) {
        assertThat(Catalogue.find(key).flatMap(Setting::defaultText)).contains(text);
    }

    @Test
    void withoutAnySourceTheDefaultsAreInForce() {
        BreakwaterSettings settings = Loading.load();

        assertThat(settings.correlationHeader()).isEqualTo("X-Request-ID");
        assertThat(settings.excluded()).isEmpty();
        assertThat(settings.routes()).isEmpty();
        RouteSettings defaults = settings.defaults();
        assertThat(defaults.name()).isEqualTo("default");
        assertThat(defaults.paths()).isEmpty();
        assertThat(defaults.conditions()).isEqualTo(RouteConditions.NONE);
        assertThat(defaults.downstream()).isEmpty();
        assertThat(defaults.label()).isEmpty();
        assertThat(defaults.timeouts()).isEqualTo(SettingTables.DEFAULT_TIMEOUTS);
        assertThat(defaults.retry()).contains(SettingTables.DEFAULT_RETRY);
        assertThat(defaults.circuitBreaker()).contains(SettingTables.DEFAULT_CIRCUIT_BREAKER);
        assertThat(defaults.maintenance()).isEqualTo(MaintenanceTables.DEFAULT);
        assertThat(defaults.inject()).isEqualTo(InjectTables.DEFAULT);
        assertThat(defaults.concurrency())
                .isEqualTo(new ConcurrencySettings(
                        OptionalInt.empty(),
                        true,
                        10,
                        0.6,
                        Priority.NORMAL,
                        Optional.empty(),
                        List.of("/health", "/health/*", "/healthz", "/livez", "/readyz", "/actuator/health/*")));
        assertThat(defaults.page()).isEqualTo(PageSettings.DEFAULT).isEqualTo(SettingTables.DEFAULT_PAGE);
    }
}
