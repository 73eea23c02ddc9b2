package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingDefaultsTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            timeout | 15s
            attempt-timeout | 10s
            idle-timeout | 30s
            timeout-interrupt | true
            client-wait | 1s
            retry.max-attempts | 2
            retry.methods | GET, HEAD, OPTIONS
            retry.unsent-methods | as-retry-methods
            retry.on | unsent, connection_terminated
            retry.idempotency-key | false
            retry.backoff.initial | 25ms
            retry.backoff.max | 250ms
            retry.max-body | 64KB
            retry.budget.ratio | 20%
            retry.budget.min-per-second | 1
            retry.budget.window | 10s
            circuit-breaker.enabled | true
            circuit-breaker.failure-rate-threshold | 50
            circuit-breaker.minimum-number-of-calls | 20
            circuit-breaker.sliding-window-type | TIME_BASED
            circuit-breaker.sliding-window-size | 10
            circuit-breaker.slow-call-duration-threshold | 5s
            circuit-breaker.slow-call-rate-threshold | 80
            circuit-breaker.wait-duration-in-open-state | 5s
            circuit-breaker.max-wait-duration-in-open-state | 60s
            circuit-breaker.permitted-number-of-calls-in-half-open-state | 3
            circuit-breaker.max-wait-duration-in-half-open-state | 60s
            concurrency.max | none
            correlation.header | X-Request-ID
            page.template | none
            page.template.502 | none
            page.template.503 | none
            page.template.504 | none
            page.template-reload | false
            page.cors | off
            page.cors.credentials | false
            page.theme | harbour
            page.languages | all
            page.replace | browsers
            page.details | false
            brand.name | none
            brand.logo | none
            brand.accent | none
            brand.background | none
            brand.support | none
            brand.phone | none
            brand.status-page | none
            brand.home | none
            brand.links | none
            brand.sentence | none
            brand.footer | none
            methods | any
            hosts | any
            headers | any
            reload.interval | 1s
            mode | guard
            downstream | none
            label | none
            exclude | none
            config | classpath:breakwater.properties
            """)
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
        assertThat(defaults.timeouts())
                .isEqualTo(new TimeoutSettings(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        Optional.of(Duration.ofSeconds(30)),
                        true,
                        Duration.ofSeconds(1)));
        assertThat(defaults.retry())
                .contains(new RetrySettings(
                        2,
                        Set.of("GET", "HEAD", "OPTIONS"),
                        Optional.of(Set.of("GET", "HEAD", "OPTIONS")),
                        Set.of(
                                Fault.DNS_ERROR,
                                Fault.DNS_TIMEOUT,
                                Fault.CONNECTION_REFUSED,
                                Fault.CONNECTION_TIMEOUT,
                                Fault.TLS_PROTOCOL_ERROR,
                                Fault.TLS_ALERT_RECEIVED,
                                Fault.STREAM_REFUSED,
                                Fault.CONNECTION_TERMINATED),
                        Set.of(),
                        false,
                        Duration.ofMillis(25),
                        Duration.ofMillis(250),
                        65_536,
                        new RetryBudgetSettings(0.2, 1, Duration.ofSeconds(10))));
        assertThat(defaults.circuitBreaker())
                .contains(new CircuitBreakerSettings(
                        50,
                        20,
                        CircuitBreakerSettings.SlidingWindowType.TIME_BASED,
                        10,
                        Duration.ofSeconds(5),
                        80,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        3,
                        Duration.ofSeconds(60)));
        assertThat(defaults.maxConcurrency()).isEqualTo(OptionalInt.empty());
        assertThat(defaults.page())
                .isEqualTo(PageSettings.DEFAULT)
                .isEqualTo(new PageSettings(
                        Optional.empty(),
                        Map.of(),
                        false,
                        PageSettings.Theme.HARBOUR,
                        List.of("all"),
                        PageSettings.Replace.BROWSERS,
                        false,
                        CorsSettings.OFF,
                        Brand.NONE));
    }
}
