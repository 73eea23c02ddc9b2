package io.breakwater.internal.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.internal.pattern.PathPattern;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    @ParameterizedTest(name = "{0} takes {1}: {2}")
    @CsvSource({
        "/a/b, /a/b, true",
        "/a/b, /a/b/, false",
        "/a/b, /a, false",
        "/a/b, /a/bc, false",
        "/a/b/, /a/b/, true",
        "/a/b/, /a/b, false",
        "/a/*, /a, true",
        "/a/*, /a/, true",
        "/a/*, /a/b/c, true",
        "/a/*, /ab, false",
        "/a/**, /a/b, true",
        "/shops/*/orders, /shops/7/orders, true",
        "/shops/*/orders, /shops//orders, false",
        "/shops/*/orders, /shops/7/8/orders, false",
        "/shops/*/orders, /shops/7/orders/, false",
        "/shops/*/orders, /shops/7/orders/9, false",
        "/shops/*/orders/*, /shops/7/orders, true",
        "/shops/*/orders/*, /shops/7/orders/, true",
        "/shops/*/orders/*, /shops/7/orders/9, true",
        "/*/orders, /7/orders, true",
        "/a/*/*, /a/b, true",
        "/a/*/*, /a/b/c/d, true",
        "/a/*/*, /a, false",
        "/a/*/, /a/b/, true",
        "/a/*/, /a//, false",
        "*.jpg, /a/b.jpg, true",
        "*.jpg, /a/b.tar.jpg, true",
        "*.jpg, /.jpg, true",
        "*.jpg, /b.JPG, false",
        "*.jpg, /b.jpg/, false",
        "*.jpg, /b.jpg/c, false",
        "*.jpg, /bjpg, false",
        "*.jpg, /b.jpg., false",
        "/, /a, true",
        "/, /, true",
        "/*, '', true",
        "/**, *, true",
    })
    void aPatternTakesExactlyThesePaths(String pattern, String path, boolean taken) {
        RouteTable<Boolean> table =
                RouteTable.builder(false).add(PathPattern.parse(pattern), true).build();

        assertThat(table.find(path, AskedRequest.PLAIN)).isEqualTo(taken);
    }

    @ParameterizedTest(name = "{0}: {1} before {2}")
    @CsvSource({
        "/a/b, /a/b, /a/*",
        "/a/b, /a/b, /*/b",
        "/a/b, /a/b, /a/b/*",
        "/a/b.jpg, /a/*, *.jpg",
        "/a/b.jpg, /*/b.jpg, *.jpg",
        "/a/b.jpg, *.jpg, /*",
        "/a/b/c, /a/b/*, /a/*",
        "/a/b/c, /a/b/*, /a/*/c",
        "/a/b/c, /a/*/c, /a/*",
        "/a/b/c, /a/*/c, /*/b/c",
        "/a/b/c, /a/*/*, /a/*",
        "/a/b/c, /*/b/c, /*/*/c",
        "/a/b/c, /*/b/*, /*/*/c",
        "/shops/7/orders, /shops/*/orders, /shops/*/orders/*",
        "/shops/7, /shops/*, /*",
    })
    void theMoreSpecificPatternWinsInWhicheverOrder(String path, String winner, String loser) {
        assertThat(tableOf(winner, loser).find(path, AskedRequest.PLAIN)).isEqualTo(winner);
        assertThat(tableOf(loser, winner).find(path, AskedRequest.PLAIN)).isEqualTo(winner);
    }

    @Test
    void aLiteralWayThatLeadsNowhereDoesNotHideTheGlob() {
        RouteTable<String> table = tableOf("/shops/7/info", "/shops/*/orders");

        assertThat(table.find("/shops/7/orders", AskedRequest.PLAIN)).isEqualTo("/shops/*/orders");
    }

    @Test
    void aSegmentIsNotTakenForAnotherOfTheSameHash() {
        // A decoded path may hold a NUL, which adds nothing to a hash.
        assertThat(tableOf("/a/").find("/a/\0", AskedRequest.PLAIN)).isEqualTo("none");
        assertThat(tableOf("/Aa").find("/BB", AskedRequest.PLAIN)).isEqualTo("none");
    }

    @Test
    void onlyTheGivenPartOfTheUriIsLookedAt() {
        RouteTable<String> table = tableOf("/orders/*", "*.jpg");

        assertThat(table.find("/app/orders/7;x", 4, 13, AskedRequest.PLAIN)).isEqualTo("/orders/*");
        assertThat(table.find("/a.jpg/orders/7", 6, 15, AskedRequest.PLAIN)).isEqualTo("/orders/*");
        assertThat(table.find("/a.jpg/other", 6, 12, AskedRequest.PLAIN)).isEqualTo("none");
        assertThat(table.find("/app", 4, 4, AskedRequest.PLAIN)).isEqualTo("none");
    }

    @Test
    void anEqualPatternIsRefusedHoweverItIsWritten() {
        assertThatThrownBy(() -> tableOf("/a/*", "/a/**")).hasMessage("the pattern /a/* is there twice");
        assertThatThrownBy(() -> tableOf("/", "/*")).hasMessageContaining("/*");
        assertThatThrownBy(() -> tableOf("*.a", "*.a")).hasMessageContaining("*.a");
        assertThatThrownBy(() -> tableOf("/a", "/a")).hasMessageContaining("/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "/a/b", "/a/.b", "/a/..b", "/a/b..", "/a/b.c", "/a/b/", "/a-b_c~d!$&'()*+,=:@"})
    void aUriThatSaysTheSameAsTheDecodedPathIsPlain(String uri) {
        assertThat(RouteTable.isPlain(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%20b", "/a;x=1", "//", "/a//b", "/./a", "/a/.", "/a/..", "/../a", "/a/../b", "/a\\b", "/a b",
                "/\u00e4"
            })
    void aUriThatTheContainerRewritesIsNotPlain(String uri) {
        assertThat(RouteTable.isPlain(uri)).isFalse();
    }

    @Test
    void plainnessIsAskedOfAPartOnly() {
        assertThat(RouteTable.isPlain("/my%20app/orders", 9, 16)).isTrue();
        assertThat(RouteTable.isPlain("/app/./a", 4, 8)).isFalse();
        assertThat(RouteTable.isPlain("/app/.x", 4, 6)).isFalse();
    }

    @Test
    void aLookUpAllocatesNothing() {
        var builder = RouteTable.builder("none");
        IntStream.range(0, 100)
                .mapToObj(i -> "/service-" + i + "/*/items")
                .forEach(path -> builder.add(PathPattern.parse(path), path));
        RouteTable<String> table =
                builder.add(PathPattern.parse("*.jpg"), "jpg").build();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        String hit = "/app/service-42/7/items";
        String miss = "/app/service-42/7/none.jpg";

        long allocated = Long.MAX_VALUE;
        // The first rounds pay for class loading and the compiler's own doings.
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                assertSamePlace(table.find(hit, 4, hit.length(), AskedRequest.PLAIN), "/service-42/*/items");
                assertSamePlace(table.find(miss, 4, miss.length(), AskedRequest.PLAIN), "jpg");
            }
            allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(allocated).isLessThan(10_000);
    }

    private static void assertSamePlace(String found, String expected) {
        if (!found.equals(expected)) {
            throw new AssertionError(found);
        }
    }

    private static RouteTable<String> tableOf(String... patterns) {
        var builder = RouteTable.builder("none");
        List.of(patterns).forEach(pattern -> builder.add(PathPattern.parse(pattern), pattern));
        return builder.build();
    }
}
