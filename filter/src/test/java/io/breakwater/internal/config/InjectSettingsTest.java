package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakwater.config.Problem;
import io.breakwater.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class InjectSettingsTest {

    private static final String UNTIL = "inject.until=2120-01-01T00:00Z";
    private static final String SECRET = "0123456789abcdef";

    private static InjectSettings of(String... pairs) {
        return Loading.load(pairs).defaults().inject();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"DOWNSTREAM_STATUS", "CLIENT_GONE"})
    void everyFaultOfADownstreamCanBeInjected(Fault fault) {
        assertThat(of("inject.fault=" + fault.token(), UNTIL, "inject.percent=5")
                        .fault())
                .contains(fault);
    }

    @Test
    void itEndsByTheClock() {
        InjectSettings settings = of("inject.latency=2s", "inject.until=2026-12-01T22:00Z", "inject.percent=5");

        assertThat(settings.latency()).contains(Duration.ofSeconds(2));
        assertThat(settings.isOnAt(Instant.parse("2026-12-01T21:59:59.999Z"))).isTrue();
        assertThat(settings.isOnAt(Instant.parse("2026-12-01T22:00:00Z"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"inject.fault=connection_refused", "inject.status=503", "inject.cut-after=1KB", "inject.latency=1s"})
    void whatWouldMeetEveryVisitorMustBeConfirmed(String what) {
        Problem problem = Loading.problem(what, UNTIL);

        assertThat(problem.key()).isEqualTo("breakwater." + what.substring(0, what.indexOf('=')));
        assertThat(problem.message())
                .isEqualTo("would happen to every request of every visitor: give inject.header or inject.percent,"
                        + " or say inject.confirm=true");
        assertThat(of(what, UNTIL, "inject.confirm=true").isOn()).isTrue();
        assertThat(of(what, UNTIL, "inject.percent=99.9%").isOn()).isTrue();
        assertThat(of(what, UNTIL, "inject.header=X-Game-Day: " + SECRET).isOn())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inject.fault=dns_error | inject.status=503 | either inject.fault or inject.status",
                "inject.fault=dns_error | inject.cut-after=1KB | inject.fault leaves no answer to cut",
                "inject.status=503 | inject.cut-after=1KB | inject.status leaves no answer to cut"
            })
    void whatCannotHappenTogetherIsRefused(String one, String other, String message) {
        assertThat(Loading.problem(one, other, UNTIL, "inject.percent=5").message())
                .contains(message);
    }

    @Test
    void aRouteThatIsOnlyObservedIsLeftAlone() {
        assertThat(Loading.problem("mode=observe", "inject.status=503", UNTIL, "inject.percent=5")
                        .message())
                .isEqualTo("does not go with mode=observe, which leaves every answer to the app");
    }

    @Test
    void aRouteThatInheritsAProblemDoesNotRepeatIt() {
        assertThat(Loading.problem("inject.status=503", "routes.orders.path=/orders/*")
                        .key())
                .isEqualTo("breakwater.inject.status");
        assertThat(Loading.problem(
                                "inject.status=503",
                                UNTIL,
                                "inject.percent=5",
                                "routes.orders.path=/orders/*",
                                "routes.orders.inject.percent=100")
                        .key())
                .isEqualTo("breakwater.routes.orders.inject.percent");
    }

    @Test
    void aRouteCanStayOut() {
        assertThat(Loading.load(
                                "inject.status=503",
                                UNTIL,
                                "inject.percent=5",
                                "routes.orders.path=/orders/*",
                                "routes.orders.inject.status=none")
                        .routes()
                        .get(0)
                        .inject()
                        .isOn())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inject.header | X-Game-Day: 0123456789abcdef | X-Game-Day: ***",
                "routes.orders.inject.header | 0123456789abcdef | ***",
                "inject.header | none | none"
            })
    void theSecretIsShownNowhere(String key, String value, String shown) {
        assertThat(Secrets.hide("breakwater." + key, value)).isEqualTo(shown);
    }

    @Test
    void whatIsShownLeavesTheSecretOut() {
        assertThat(of("inject.status=503", UNTIL, "inject.header=X-Game-Day: " + SECRET)
                        .shown())
                .isEqualTo(Map.of("status", "503", "until", "2120-01-01T00:00Z", "header", "X-Game-Day: ***"));
        assertThat(new HeaderSecret("X-Game-Day", SECRET)).hasToString("X-Game-Day: ***");
    }

    @Test
    void anOperatorOrdersByTheSameKeys() {
        InjectSettings ordered = InjectSettings.parse(
                Map.of("fault", "dns_error", "percent", "5", "until", "2120-01-01T00:00Z", "votes", "true"));

        assertThat(ordered.fault()).contains(Fault.DNS_ERROR);
        assertThat(ordered.percent()).isEqualTo(5);
        assertThat(ordered.until()).contains(Instant.parse("2120-01-01T00:00:00Z"));
        assertThat(ordered.votes()).isTrue();
        assertThat(ordered.status()).isEqualTo(Optional.empty());
    }

    @Test
    void anOrderIsRefusedInTheWordsOfTheSettingsAndWithoutTheSecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InjectSettings.parse(Map.of("fault", "dns_eror", "until", "2120-01-01T00:00Z")))
                .withMessageStartingWith("inject.fault=dns_eror is not a fault; did you mean dns_error?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InjectSettings.parse(Map.of("status", "503", "header", "X-Game-Day: sesame-open")))
                .withMessageStartingWith("inject.header=X-Game-Day: *** lists X-Game-Day with a secret of fewer")
                .withMessageNotContaining("sesame");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InjectSettings.parse(Map.of("statuss", "503")))
                .withMessage("there is no setting inject.statuss");
    }

    @ParameterizedTest
    @CsvSource({"0123456789abcdef, true", "0123456789abcdeg, false", "'', false", "' 0123456789abcdef ', true"})
    void theSecretIsAmongTheHeadersValuesOrNot(String sent, boolean known) {
        assertThat(new HeaderSecret("X-Game-Day", SECRET).isAmong(List.of("other", sent)))
                .isEqualTo(known);
    }
}
