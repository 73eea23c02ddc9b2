package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.Problem;
import io.breakwater.internal.pattern.HostPattern;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {

    @ParameterizedTest(name = "{0} means {1}: {2}")
    @CsvSource({
        "shop.example, shop.example, true",
        "shop.example, SHOP.Example, true",
        "Shop.Example, shop.example, true",
        "shop.example, shop.example., true",
        "shop.example, a.shop.example, false",
        "shop.example, workshop.example, false",
        "shop.example, '', false",
        "*.shop.example, a.shop.example, true",
        "*.shop.example, A.B.SHOP.example., true",
        "*.shop.example, shop.example, false",
        "*.shop.example, .shop.example, false",
        "*.shop.example, workshop.example, false",
        "127.0.0.1, 127.0.0.1, true",
        "localhost, localhost, true",
    })
    void aHostIsComparedWithoutCaseAndAStarStandsForWhateverIsBelow(String pattern, String host, boolean meant) {
        assertThat(HostPattern.parse(pattern).matches(host)).isEqualTo(meant);
    }

    @Test
    void conditionsAreReadOnce() {
        RouteConditions conditions = Loading.route(
                        "routes.a.path=/a",
                        "routes.a.methods=GET, POST",
                        "routes.a.hosts=Shop.example, *.shop.example",
                        "routes.a.headers=X-Tenant: Gold plated, X-Beta")
                .conditions();

        assertThat(conditions.methods()).containsExactly("GET", "POST");
        assertThat(conditions.hosts())
                .containsExactly(new HostPattern("shop.example", false), new HostPattern("shop.example", true));
        assertThat(conditions.headers())
                .containsExactly(
                        new RouteConditions.Header("x-tenant", Optional.of("Gold plated")),
                        new RouteConditions.Header("x-beta", Optional.empty()));
        assertThat(conditions.isEmpty()).isFalse();
        assertThat(Loading.route("routes.a.path=/a", "routes.a.hosts=any").conditions())
                .isEqualTo(RouteConditions.NONE);
    }

    @ParameterizedTest(name = "{0} beside {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            methods=GET | methods=POST | clear
            methods=GET | methods=GET | has already
            methods=GET, POST | methods=POST, PUT | as does
            methods=GET | hosts=shop.example | clear
            methods=GET | headers=X-Beta | as does
            methods=GET | headers=X-Beta: 1 | clear
            hosts=shop.example | hosts=*.example | clear
            hosts=shop.example | hosts=SHOP.example | has already
            hosts=*.a.example | hosts=*.b.example | clear
            hosts=a.example, b.example | hosts=b.example, c.example | as does
            headers=X-Tenant: gold | headers=X-Tenant: tin | clear
            headers=X-Tenant: gold | headers=X-Tenant | clear
            headers=X-Tenant: gold | headers=X-Beta: 1 | as does
            headers=X-Tenant | headers=x-tenant | has already
            headers=X-Tenant, X-Beta | headers=X-Beta, X-Tenant | as does
            methods=GET | methods=any | clear
            """)
    void twoRoutesOfOnePatternMustNotBothTakeARequest(String one, String other, String expected) {
        List<Problem> problems = Loading.problems(
                "routes.a.path=/x/*", "routes.a." + one, "routes.b.path=/y, /x/**", "routes.b." + other);

        if (expected.equals("clear")) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).hasSize(1);
            assertThat(problems.get(0).key()).isEqualTo("breakwater.routes.b.path");
            assertThat(problems.get(0).message())
                    .startsWith("lists /x/**")
                    .contains(expected)
                    .contains("breakwater.routes.a.path (Breakwater.builder())");
        }
    }

    @ParameterizedTest(name = "{0} keeps {1} out: {2}")
    @CsvSource({
        "/static/*, /static/*, true",
        "/static/*, /static/**, true",
        "/static/*, /static/css/*, true",
        "/static/*, /static, true",
        "/static/*, /statics, false",
        "/static/*, /*/css, false",
        "/static/css, /static/*, false",
        "/static/css, /static/css, true",
        "/*/css, /static/css, true",
        "/*/css, /*/css/*, false",
        "/*/css/*, /static/css/main, true",
        "*.jpg, /a/b.jpg, true",
        "*.jpg, /a/*, false",
        "*.jpg, *.jpg, true",
        "*.jpg, /, false",
        "/static/*, /, false",
    })
    void aRouteThatNoRequestCanReachIsRefused(String excluded, String path, boolean refused) {
        List<Problem> problems = Loading.problems("exclude=" + excluded, "routes.a.path=" + path);

        assertThat(problems).hasSize(refused ? 1 : 0);
        if (refused) {
            assertThat(problems.get(0).key()).isEqualTo("breakwater.routes.a.path");
            assertThat(problems.get(0).message())
                    .isEqualTo("lists " + path + ", which no request can reach: breakwater.exclude"
                            + " (Breakwater.builder()) keeps " + excluded + " out");
        }
    }

    @Test
    void whatIsExcludedIsTheSameForAllRoutes() {
        Problem problem = Loading.problem("routes.a.path=/a", "routes.a.exclude=/a/b");

        assertThat(problem.key()).isEqualTo("breakwater.routes.a.exclude");
        assertThat(problem.message()).isEqualTo("is the same for all routes");
        assertThat(problem.suggestion()).contains("breakwater.exclude");
    }

    @Test
    void conditionsBelongToARoute() {
        assertThat(Loading.problem("hosts=shop.example"))
                .extracting(Problem::message, problem -> problem.suggestion().orElse(""))
                .containsExactly("belongs to a route", "breakwater.routes.<name>.hosts");
    }

    @Test
    void listsAreBounded() {
        String hosts = "a.example" + ", b.example".repeat(RouteParsers.MOST_HOSTS);
        String headers = "X-A" + ", X-B".repeat(RouteParsers.MOST_HEADERS);

        assertThat(Loading.problem("routes.a.path=/a", "routes.a.hosts=" + hosts)
                        .message())
                .isEqualTo("lists 101, more than 100");
        assertThat(Loading.problem("routes.a.path=/a", "routes.a.headers=" + headers)
                        .message())
                .isEqualTo("lists 17, more than 16");
    }
}
