package io.breakwater.internal.stale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many URLs there are, and however many clients: no more than was allowed, at no time. */
class MemoryBoundTest {

    private static final int MAX = 8 * 1024 * 1024;

    @Test
    void aMillionUrlsStayWithinTheBound() {
        StaleCache cache = StaleCache.create(MAX, new Heads());
        StaleAnswers answers = cache.forRoute(Heads.SETTINGS);
        ResponseHead head = Heads.ok("Cache-Control: max-age=60", "Vary: Accept");
        String body = "x".repeat(500);
        AtomicLong most = new AtomicLong();

        IntStream.range(0, 1_000_000).parallel().forEach(i -> {
            Heads.keep(answers, Heads.get("http://shop.example/" + i, "Accept: text/html"), head, body);
            most.accumulateAndGet(cache.bytes(), Math::max);
        });

        assertThat(most.get()).isBetween(MAX / 2L, (long) MAX);
    }

    @Test
    void whoeverSendsEverOtherHeadersFillsOnePlace() {
        StaleCache cache = StaleCache.create(MAX, new Heads());
        StaleAnswers answers = cache.forRoute(Heads.SETTINGS);

        for (int i = 0; i < 1000; i++) {
            Heads.keep(answers, Heads.get("/a", "Accept: " + i), Heads.ok("Vary: Accept"), "x".repeat(1000));
        }

        assertThat(cache.bytes()).isLessThan(Variants.MOST * 2000L);
        assertThat(answers.find(Heads.get("/a", "Accept: 999"))).isPresent();
        assertThat(answers.find(Heads.get("/a", "Accept: 0"))).isEmpty();
    }

    @Test
    void copiesUnderWayHaveABoundOfTheirOwnAndGiveAllBack() {
        StaleCache cache = StaleCache.create(MAX, new Heads());
        StaleAnswers answers = cache.forRoute(Heads.SETTINGS);
        AtomicInteger on = new AtomicInteger();
        AnswerCopy[] copies = new AnswerCopy[100];
        for (int i = 0; i < copies.length; i++) {
            AnswerCopy copy = answers.copyFor(Heads.get("/" + i));
            copies[i] = Objects.requireNonNull(copy);
            on.addAndGet(copy.begin(Heads.ok(), 200_000, StandardCharsets.UTF_8) ? 1 : 0);
        }

        assertThat(on).hasValue(MAX / StaleCache.COPIES_PART / 200_000);
        assertThat(cache.bytes()).isLessThanOrEqualTo(MAX / StaleCache.COPIES_PART);
        for (AnswerCopy copy : copies) {
            copy.drop();
        }
        assertThat(cache.bytes()).isZero();
    }

    @Test
    void aSmallerBoundHoldsAtOnce() {
        StaleCache cache = StaleCache.create(MAX, new Heads());
        StaleAnswers answers = cache.forRoute(Heads.SETTINGS);
        for (int i = 0; i < 1000; i++) {
            Heads.keep(answers, Heads.get("/" + i), Heads.ok(), "x".repeat(6000));
        }

        cache.resize(MAX / 4);

        assertThat(cache.bytes()).isBetween(1L, MAX / 4L);
    }
}
