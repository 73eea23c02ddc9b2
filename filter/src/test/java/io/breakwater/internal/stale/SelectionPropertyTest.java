package io.breakwater.internal.stale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An answer is given to those requests alone that agree with its own in method, URI and all that it varies by. */
class SelectionPropertyTest {

    private static final List<String> NAMES = List.of("Accept", "Accept-Language", "X-Tenant");

    record Asked(String uri, Map<String, String> headers, List<String> varies) {

        RequestHead head() {
            Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            all.putAll(headers);
            return new RequestHead("GET", uri, false, all::get);
        }

        /** Equal where, and only where, the other may have its answer. */
        boolean answers(Asked other) {
            return uri.equals(other.uri)
                    && varies.stream().allMatch(name -> Objects.equals(headers.get(name), other.headers.get(name)));
        }
    }

    @Provide
    Arbitrary<List<Asked>> asked() {
        Arbitrary<String> uris = Arbitraries.of("/a", "/a?b", "/a?b=", "/A", "/a/", "/a%2F");
        Arbitrary<Map<String, String>> headers =
                Arbitraries.maps(Arbitraries.of(NAMES), Arbitraries.of("", "de", "de,en", "DE", "*"));
        Arbitrary<List<String>> varies =
                Arbitraries.of(NAMES).list().uniqueElements().ofMaxSize(3);
        return Combinators.combine(uris, headers, varies).as(Asked::new).list().ofMaxSize(12);
    }

    @Property(tries = 500)
    void theLatestThatFitsIsFoundAndNoOther(@ForAll("asked") List<Asked> kept, @ForAll("asked") List<Asked> later) {
        StaleAnswers answers = StaleCache.create(16 * 1024 * 1024, new Heads()).forRoute(Heads.SETTINGS);
        List<Integer> latestFirst = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            Asked one = kept.get(i);
            String vary = String.join(" , ", one.varies()).toUpperCase(Locale.ROOT);
            ResponseHead head =
                    one.varies().isEmpty() ? Heads.ok("ETag: " + i) : Heads.ok("ETag: " + i, "Vary: " + vary);
            Heads.keep(answers, one.head(), head, String.valueOf(i));
            latestFirst.add(0, i);
        }

        for (Asked one : later) {
            Optional<String> expected = latestFirst.stream()
                    .filter(known -> kept.get(known).answers(one))
                    .findFirst()
                    .map(String::valueOf);
            assertThat(answers.find(one.head()).map(found -> new String(found.body(), StandardCharsets.UTF_8)))
                    .isEqualTo(expected);
        }
    }
}
