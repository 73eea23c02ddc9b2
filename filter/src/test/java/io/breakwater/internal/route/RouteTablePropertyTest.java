package io.breakwater.internal.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.pattern.PathPattern;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The tree against a list of regular expressions that is sorted by the documented order and tried from the top. */
class RouteTablePropertyTest {

    @Property(tries = 2_000)
    void theTreeFindsWhatTheSortedListFinds(
            @ForAll("patterns") Set<PathPattern> patterns, @ForAll("paths") List<String> paths) {
        var builder = RouteTable.builder("none");
        patterns.forEach(pattern -> builder.add(pattern, pattern.toString()));
        RouteTable<String> table = builder.build();

        for (String path : paths) {
            assertThat(table.find(path, AskedRequest.PLAIN)).as(path).isEqualTo(reference(patterns, path));
            assertThat(table.find("/ctx" + path + "?q", 4, 4 + path.length(), AskedRequest.PLAIN))
                    .as(path)
                    .isEqualTo(reference(patterns, path));
        }
    }

    @Property
    void aPatternReadsBackAsItself(@ForAll("patterns") Set<PathPattern> patterns) {
        assertThat(patterns)
                .allSatisfy(p -> assertThat(PathPattern.parse(p.toString())).isEqualTo(p));
    }

    private static String reference(Set<PathPattern> patterns, String path) {
        return patterns.stream()
                .map(PathPattern::toString)
                .filter(pattern -> Pattern.matches(regex(pattern), path))
                .min(Comparator.comparing(RouteTablePropertyTest::rank))
                .orElse("none");
    }

    private static String regex(String pattern) {
        if (pattern.startsWith("*.")) {
            return ".*/[^/]*" + Pattern.quote(pattern.substring(1));
        }
        boolean prefix = pattern.endsWith("/*");
        String path = prefix ? pattern.substring(0, pattern.length() - 2) : pattern;
        return path.replace("*", "[^/]+") + (prefix ? "(/.*)?" : "");
    }

    /** A text whose alphabetical order is the order of precedence. */
    private static String rank(String pattern) {
        if (pattern.equals("/*")) {
            return "9";
        }
        if (pattern.startsWith("*.")) {
            return "8";
        }
        boolean prefix = pattern.endsWith("/*");
        String path = prefix ? pattern.substring(0, pattern.length() - 2) : pattern;
        return List.of(path.substring(1).split("/", -1)).stream()
                        .map(segment -> segment.equals("*") ? "2" : "1")
                        .collect(Collectors.joining())
                + (prefix ? "3" : "0");
    }

    @Provide
    Arbitrary<Set<PathPattern>> patterns() {
        Arbitrary<String> paths = Arbitraries.of("a", "b", "c.x", "*")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(segments -> "/" + String.join("/", segments));
        Arbitrary<String> spelled = Arbitraries.oneOf(
                paths, paths.map(p -> p + "/*"), paths.map(p -> p + "/"), Arbitraries.of("/", "*.x", "*.y"));
        return spelled.map(PathPattern::parse).set().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return Arbitraries.of("a", "b", "c.x", "d.y", "")
                .list()
                .ofMaxSize(5)
                .map(segments -> "/" + String.join("/", segments))
                .list()
                .ofSize(10);
    }
}
