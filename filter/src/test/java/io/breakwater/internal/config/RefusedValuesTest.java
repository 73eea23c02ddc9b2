package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.Problem;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedValuesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock = SettingTables.REFUSED + MaintenanceTables.REFUSED + InjectTables.REFUSED)
    void aRefusedValueIsNamedWithWhatIsWrongAndWhatIsAllowed(String pair, String message, String allowed) {
        boolean needsPath = pair.startsWith("routes.a.") && !pair.startsWith("routes.a.path");
        Problem problem = needsPath ? Loading.problem("routes.a.path=/a", pair) : Loading.problem(pair);

        String key = pair.substring(0, pair.indexOf('='));
        assertThat(problem.key()).isEqualTo("breakwater." + key);
        assertThat(problem.origin()).isEqualTo("Breakwater.builder()");
        assertThat(problem.found()).isPresent();
        assertThat(problem.message()).contains(message);
        assertThat(problem.allowed())
                .hasValueSatisfying(text -> assertThat(text).contains(allowed));
    }

    @Test
    void anAddressForMailIsToldHowToBeALink() {
        assertThat(Loading.problem("brand.support=help@x.example").message())
                .isEqualTo("has no scheme before it: mailto: goes before an address for mail");
    }

    @Test
    void everySettingIsInThisTable() {
        var tested = (SettingTables.REFUSED + MaintenanceTables.REFUSED + InjectTables.REFUSED)
                .lines()
                .map(line -> line.substring(0, line.indexOf('=')).strip().replaceFirst("^routes\\.a\\.", ""))
                .collect(Collectors.toSet());

        assertThat(tested)
                .containsAll(Stream.concat(
                                Catalogue.routeKeys().stream(),
                                Stream.of("correlation.header", "exclude", "reload.interval"))
                        .filter(key -> !key.equals("downstream") && !key.startsWith("stale."))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "two words, is neither",
        "ftp://host, begins with ftp:",
        "https://u:p@host, user name",
        "host:8080, begins with"
    })
    void aDownstreamIsAnAliasOrAWebAddress(String value, String message) {
        assertThat(Loading.problem("routes.a.path=/a", "routes.a.downstream=" + value)
                        .message())
                .contains(message);
    }

    @Test
    void aLongNameIsRefused() {
        assertThat(Loading.problem("brand.name=" + "x".repeat(81)).message()).contains("longer than 80");
    }

    @Test
    void aPatternOfTwoRoutesNamesBothPlaces() {
        Problem problem = Loading.problem("routes.a.path=/x, /y/*", "routes.b.path=/y/**");

        assertThat(problem.key()).isEqualTo("breakwater.routes.b.path");
        assertThat(problem.message())
                .isEqualTo("lists /y/**, which breakwater.routes.a.path (Breakwater.builder()) has already");
    }

    @Test
    void aRouteWithoutAPathIsRefusedWhereItIsFirstMentioned() {
        Problem problem = Loading.problem("routes.a.timeout=1s");

        assertThat(problem.toString())
                .startsWith(
                        "Breakwater.builder(): breakwater.routes.a.path\n    is missing: without it no request would take"
                                + " the route 'a'\n    allowed: a list of patterns");
    }

    @Test
    void aThousandRoutesAreEnough() {
        String[] pairs = Stream.iterate(0, i -> i + 1)
                .limit(1001)
                .map(i -> "routes.r" + i + ".path=/r" + i)
                .toArray(String[]::new);

        assertThat(Loading.problem(pairs).message()).isEqualTo("there are 1001 routes");
        pairs[1000] = "timeout=10s";
        assertThat(Loading.load(pairs).routes()).hasSize(1000);
    }
}
