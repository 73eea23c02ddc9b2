package io.breakwater.internal.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.config.RouteConditions;
import io.breakwater.internal.pattern.HostPattern;
import io.breakwater.internal.pattern.PathPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The tree against a list of all routes that is sorted by the documented order of patterns, then by that of conditions, then by
 * place, and tried from the top.
 */
class NarrowedRoutesPropertyTest {

    /** From the most specific to the least, for the paths below. */
    private static final List<String> PATTERNS = List.of("/a/b", "/a/*/c.x", "/a/*", "/*/b", "*.x", "/*");

    record Route(String pattern, RouteConditions conditions, int place) {}

    @Property(tries = 5_000)
    void theTreeFindsWhatTheSortedListFinds(
            @ForAll("routes") List<Route> routes,
            @ForAll("requests") AskedRequest request,
            @ForAll("paths") String path) {
        var builder = RouteTable.builder("none");
        List<Route> kept = new ArrayList<>();
        for (int i = 0; i < routes.size(); i++) {
            Route route = new Route(routes.get(i).pattern(), routes.get(i).conditions(), i);
            boolean taken = route.conditions().isEmpty()
                    && kept.stream()
                            .anyMatch(
                                    k -> k.conditions().isEmpty() && k.pattern().equals(route.pattern()));
            if (!taken) {
                kept.add(route);
                builder.add(PathPattern.parse(route.pattern()), route.conditions(), "route " + i);
            }
        }

        assertThat(builder.build().find(path, request.asRequest())).isEqualTo(reference(kept, request, path));
    }

    private static String reference(List<Route> routes, AskedRequest request, String path) {
        record Ranked(Route route, Optional<HostPattern> host) {
            int conditions() {
                return (route.conditions().methods().isEmpty() ? 0 : 1)
                        + (host.isEmpty() ? 0 : 1)
                        + route.conditions().headers().size();
            }

            int hostLength() {
                return host.map(h -> h.below() ? h.name().length() : 1_000).orElse(0);
            }

            long values() {
                return route.conditions().headers().stream()
                        .filter(h -> h.value().isPresent())
                        .count();
            }
        }
        List<Ranked> ranked = new ArrayList<>();
        for (Route route : routes) {
            if (route.conditions().hosts().isEmpty()) {
                ranked.add(new Ranked(route, Optional.empty()));
            }
            route.conditions().hosts().forEach(host -> ranked.add(new Ranked(route, Optional.of(host))));
        }
        return ranked.stream()
                .filter(r -> takesPath(r.route().pattern(), path))
                .filter(r -> takes(r.route().conditions(), r.host(), request))
                .min(Comparator.comparingInt(
                                (Ranked r) -> PATTERNS.indexOf(r.route().pattern()))
                        .thenComparing(
                                Comparator.comparingInt(Ranked::conditions).reversed())
                        .thenComparing(
                                Comparator.comparingInt(Ranked::hostLength).reversed())
                        .thenComparing(Comparator.comparingLong(Ranked::values).reversed())
                        .thenComparingInt(r -> r.route().place()))
                .map(r -> "route " + r.route().place())
                .orElse("none");
    }

    private static boolean takesPath(String pattern, String path) {
        return switch (pattern) {
            case "/a/b" -> path.equals("/a/b");
            case "/a/*" -> path.equals("/a") || path.startsWith("/a/");
            case "/a/*/c.x" -> path.matches("/a/[^/]+/c\\.x");
            case "/*/b" -> path.matches("/[^/]+/b");
            case "*.x" -> path.endsWith(".x");
            default -> true;
        };
    }

    private static boolean takes(RouteConditions conditions, Optional<HostPattern> host, AskedRequest request) {
        String asked = request.host().toLowerCase(Locale.ROOT);
        return (conditions.methods().isEmpty() || conditions.methods().contains(request.method()))
                && host.map(h -> h.below() ? asked.endsWith("." + h.name()) : asked.equals(h.name()))
                        .orElse(true)
                && conditions.headers().stream().allMatch(header -> {
                    List<String> lines = request.headers().getOrDefault(header.name(), List.of());
                    return header.value().map(lines::contains).orElse(!lines.isEmpty());
                });
    }

    @Provide
    Arbitrary<List<Route>> routes() {
        Arbitrary<Set<String>> methods = Arbitraries.of("GET", "POST").set().ofMaxSize(2);
        Arbitrary<List<HostPattern>> hosts = Arbitraries.of(
                        new HostPattern("shop.example", false),
                        new HostPattern("a.shop.example", false),
                        new HostPattern("shop.example", true),
                        new HostPattern("example", true))
                .list()
                .uniqueElements()
                .ofMaxSize(2);
        Arbitrary<List<RouteConditions.Header>> headers = Arbitraries.of(
                        new RouteConditions.Header("x-tenant", Optional.of("gold")),
                        new RouteConditions.Header("x-tenant", Optional.of("tin")),
                        new RouteConditions.Header("x-beta", Optional.empty()))
                .list()
                .uniqueElements(RouteConditions.Header::name)
                .ofMaxSize(2);
        Arbitrary<RouteConditions> conditions = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.just(RouteConditions.NONE)),
                net.jqwik.api.Tuple.of(
                        4, Combinators.combine(methods, hosts, headers).as(RouteConditions::new)));
        return Combinators.combine(Arbitraries.of(PATTERNS), conditions)
                .as((pattern, narrowed) -> new Route(pattern, narrowed, 0))
                .list()
                .ofMaxSize(10);
    }

    @Provide
    Arbitrary<AskedRequest> requests() {
        Arbitrary<Map<String, List<String>>> headers = Arbitraries.maps(
                        Arbitraries.of("x-tenant", "x-beta"),
                        Arbitraries.of("gold", "tin", "1").list().ofMinSize(1).ofMaxSize(2))
                .ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.of("GET", "POST", "PUT"),
                        Arbitraries.of("shop.example", "A.Shop.Example", "b.a.shop.example", "example", "localhost"),
                        headers)
                .as(AskedRequest::new);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("/a/b", "/a", "/a/z", "/a/z/c.x", "/z/b", "/z.x", "/z", "/");
    }
}
