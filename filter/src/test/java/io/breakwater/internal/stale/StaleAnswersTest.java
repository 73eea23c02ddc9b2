package io.breakwater.internal.stale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;

/** What is kept, for how long, and how it is given; what HTTP has to say of it is in the contract's tables. */
class StaleAnswersTest {

    private final Heads clock = new Heads();
    private final StaleCache cache = StaleCache.create(16 * 1024 * 1024, clock);
    private final StaleAnswers answers = cache.forRoute(Heads.SETTINGS);

    private Optional<String> found(RequestHead request) {
        return answers.find(request).map(answer -> new String(answer.body(), StandardCharsets.UTF_8));
    }

    private void keep(String body, String... lines) {
        Heads.keep(answers, Heads.get("/a"), Heads.ok(lines), body);
    }

    @Test
    void itAgesBySecondsAndIsNotGivenWhenItIsTooOld() {
        keep("body", "Cache-Control: max-age=60", "Age: 10");
        clock.passes(Duration.ofSeconds(40));

        GivenAnswer given = answers.give(answers.find(Heads.get("/a")).orElseThrow(), Heads.get("/a"), Heads.REFUSED);

        assertThat(given.find("Age")).contains("50");
        assertThat(given.find("Cache-Status")).contains("Breakwater; fwd=bypass; ttl=10; detail=connection_refused");
        assertThat(given.find("Date")).contains("Mon, 30 Nov 2026 14:05:00 GMT");
        clock.passes(Duration.ofSeconds(24 * 3600 - 50));
        assertThat(found(Heads.get("/a"))).isPresent();
        clock.passes(Duration.ofSeconds(1));
        assertThat(found(Heads.get("/a"))).isEmpty();
    }

    @Test
    void cacheStatusIsAStructuredField() {
        keep("body", "Cache-Control: max-age=60");
        clock.passes(Duration.ofSeconds(100));

        String status = answers.give(
                        answers.find(Heads.get("/a")).orElseThrow(),
                        Heads.get("/a"),
                        new CacheStatus.Forwarded(false, OptionalInt.empty(), "destination_unavailable"))
                .find("Cache-Status")
                .orElseThrow();

        assertThat(status).isEqualTo("Breakwater; hit; ttl=-40; detail=destination_unavailable");
        assertThat(Parser.parseList(status).get()).hasSize(1);
    }

    @Test
    void theLatestIsGivenAndTheSameIsNotCopiedAgainAtOnce() {
        keep("one", "ETag: \"1\"");
        keep("two", "ETag: \"2\"");
        assertThat(found(Heads.get("/a"))).contains("two");

        keep("the same", "ETag: \"2\"");
        assertThat(found(Heads.get("/a"))).contains("two");

        clock.passes(StaleAnswers.RECENT);
        keep("three", "ETag: \"2\"");
        assertThat(found(Heads.get("/a"))).contains("three");
    }

    @Test
    void anAnswerThatMustNotBeKeptIsNotCopied() {
        AnswerCopy copy = Objects.requireNonNull(answers.copyFor(Heads.get("/a")));

        assertThat(copy.begin(Heads.ok("Cache-Control: private"), 1000, StandardCharsets.UTF_8))
                .isFalse();
        copy.add(new byte[1000], 0, 1000);
        assertThat(cache.bytes()).isZero();
        assertThat(answers.copyFor(Heads.request("POST", "/a"))).isNull();
        assertThat(answers.copyFor(Heads.get("/a", "Cache-Control: no-store"))).isNull();
    }

    @Test
    void whatIsCopiedCountsUntilItIsLetGo() {
        AnswerCopy copy = Objects.requireNonNull(answers.copyFor(Heads.get("/a")));

        assertThat(copy.begin(Heads.ok(), -1, StandardCharsets.UTF_8)).isTrue();
        copy.headIs(Heads.ok(), 0);
        copy.add(new byte[100_000], 0, 100_000);
        assertThat(cache.bytes()).isGreaterThanOrEqualTo(100_000);
        copy.add(new byte[200_000], 0, 200_000);
        assertThat(cache.bytes()).as("longer than stale.max-entry").isZero();
        copy.end(Heads.ok(), 0);
        assertThat(found(Heads.get("/a"))).isEmpty();
    }

    @Test
    void aNotModifiedConfirmsWhatHasTheSameStrongTag() {
        keep("body", "ETag: \"1\"", "Cache-Control: max-age=60", "X-App: a");
        clock.passes(Duration.ofSeconds(100));

        answers.confirm(
                Heads.get("/a"), new ResponseHead(304, Heads.ok("ETag: \"2\"").fields()));
        assertThat(answers.find(Heads.get("/a")).orElseThrow().ageSeconds(clock.instant()))
                .isEqualTo(100);

        answers.confirm(
                Heads.get("/a"),
                new ResponseHead(
                        304,
                        Heads.ok("ETag: \"1\"", "Cache-Control: max-age=90").fields()));
        StoredAnswer confirmed = answers.find(Heads.get("/a")).orElseThrow();
        assertThat(confirmed.ageSeconds(clock.instant())).isZero();
        assertThat(confirmed.lifetimeSeconds()).isEqualTo(90);
        assertThat(confirmed.find("X-App")).contains("a");
        assertThat(found(Heads.get("/a"))).contains("body");
    }

    @Test
    void withoutAWordItIsFreshForATenthOfItsLife() {
        ResponseHead head =
                Heads.ok("Date: Mon, 30 Nov 2026 14:05:00 GMT", "Last-Modified: Mon, 30 Nov 2026 14:03:20 GMT");

        assertThat(Freshness.lifetimeSeconds(head, clock.instant())).isEqualTo(10);
        assertThat(Freshness.lifetimeSeconds(Heads.ok("Last-Modified: Mon, 30 Nov 2015 14:03:20 GMT"), clock.instant()))
                .isEqualTo(24 * 3600);
        assertThat(Freshness.lifetimeSeconds(
                        Heads.ok("Date: Mon, 30 Nov 2026 14:05:00 GMT", "Expires: Mon, 30 Nov 2026 14:06:00 GMT"),
                        clock.instant()))
                .isEqualTo(60);
    }

    @Test
    void whatIsOfTheHopOrNamedAsPrivateIsNotStored() {
        ResponseHead head = Heads.ok(
                "Connection: X-Hop, close",
                "X-Hop: 1",
                "Keep-Alive: 5",
                "Transfer-Encoding: chunked",
                "Cache-Control: private=\"X-Mine\", no-cache=\"X-Asked\"",
                "X-Mine: 1",
                "X-Asked: 1",
                "X-App: a");

        assertThat(StoredFields.of(head)).extracting(Field::name).containsExactly("Cache-Control", "X-App");
    }
}
