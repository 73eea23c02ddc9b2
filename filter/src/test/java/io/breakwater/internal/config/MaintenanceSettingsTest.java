package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.Problem;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceSettingsTest {

    private static final String FROM = "maintenance.from=2026-12-01T22:00Z";
    private static final String UNTIL = "maintenance.until=2026-12-02T04:00Z";
    private static final String PASS = "0123456789abcdef";

    private static MaintenanceSettings of(String... pairs) {
        return Loading.load(pairs).defaults().maintenance();
    }

    @ParameterizedTest(name = "with maintenance={0}, at {1}: {2}")
    @CsvSource({
        "scheduled, 2026-12-01T21:59:59.999Z, false",
        "scheduled, 2026-12-01T22:00:00Z, true",
        "scheduled, 2026-12-02T03:59:59.999Z, true",
        "scheduled, 2026-12-02T04:00:00Z, false",
        "true, 2026-12-01T00:00:00Z, true",
        "true, 2026-12-02T04:00:00Z, false",
        "false, 2026-12-01T23:00:00Z, false"
    })
    void aBreakIsFromItsBeginningUntilBeforeItsEnd(String mode, Instant time, boolean on) {
        assertThat(of("maintenance=" + mode, FROM, UNTIL).isOnAt(time)).isEqualTo(on);
    }

    @Test
    void withoutAnEndItIsUntilSomebodyEndsIt() {
        assertThat(of("maintenance=true").isOnAt(Instant.MAX)).isTrue();
        assertThat(of(FROM).isOnAt(Instant.parse("2030-01-01T00:00:00Z"))).isTrue();
    }

    @Test
    void byDefaultThereIsNoneAndNobodyLooksAtTheClock() {
        assertThat(of().isOnAt(Instant.EPOCH)).isFalse();
        assertThat(of().isEverOn()).isFalse();
        assertThat(of("maintenance=false", FROM, UNTIL).isEverOn()).isFalse();
        assertThat(of("maintenance=true").isEverOn()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2026-12-01T22:00Z", "2026-12-01T22:30+01:00"})
    void aWindowThatEndsBeforeItBeginsIsRefused(String until) {
        Problem problem = Loading.problem(FROM, "maintenance.until=" + until);

        assertThat(problem.key()).isEqualTo("breakwater.maintenance.until");
        assertThat(problem.message())
                .isEqualTo("does not go with the other: maintenance.from must be before maintenance.until");
    }

    @Test
    void aRouteThatInheritsTheWindowDoesNotRepeatItsProblem() {
        Problem problem = Loading.problem(FROM, "maintenance.until=2026-12-01T21:00Z", "routes.a.path=/a");

        assertThat(problem.key()).isEqualTo("breakwater.maintenance.until");
    }

    @Test
    void aRoutesOwnBeginningMustFitTheEndForAll() {
        Problem problem =
                Loading.problem(FROM, UNTIL, "routes.a.path=/a", "routes.a.maintenance.from=2026-12-02T05:00Z");

        assertThat(problem.key()).isEqualTo("breakwater.routes.a.maintenance.from");
    }

    @Test
    void oneMistakeIsOneProblem() {
        assertThat(Loading.problem("maintenance.from=soon", UNTIL).key()).isEqualTo("breakwater.maintenance.from");
        assertThat(Loading.problem("maintenance=soon", "maintenance.until=2026-12-02T04:00Z")
                        .key())
                .isEqualTo("breakwater.maintenance");
    }

    @Test
    void whereItWouldOnlyBeNotedTheLogSaysSo() {
        assertThat(SettingsLoader.load(Loading.given("mode=observe", FROM, "routes.a.path=/a", "routes.a.mode=guard")
                                .build())
                        .warnings())
                .containsExactly(
                        "maintenance of route default is only noted, and visitors are not told, because of mode=observe");
        assertThat(SettingsLoader.load(Loading.given("mode=observe").build()).warnings())
                .isEmpty();
    }

    @Test
    void noListingShowsASecret() {
        LoadedSettings loaded =
                SettingsLoader.load(Loading.given("maintenance.allow=10.0.0.0/8, X-Pass: " + PASS + ", ::1")
                        .build());

        assertThat(loaded.listing().toString() + loaded.summary() + loaded.values())
                .contains("maintenance.allow=\"10.0.0.0/8, X-Pass: ***, ::1\"")
                .doesNotContain(PASS);
        assertThat(loaded.settings().defaults().maintenance().toString()).doesNotContain(PASS);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "X-Pass: 0123456789a bcdef",
                "0123456789abcdef",
                "X-Pass 0123456789abcdef",
                "1.2.3/0123456789abcdef",
                "`X-Pass: 0123456789, 0123456789abcdef`"
            })
    void noProblemShowsWhatMayBeMeantForASecret(String value) {
        Problem problem = Loading.problem("maintenance.allow=" + value);

        assertThat(problem.toString()).doesNotContain("0123456789");
    }
}
