package io.breakwater.fleet;

import io.breakwater.fleet.wire.Word;
import io.breakwater.observe.BreakerSteering;
import io.breakwater.operations.replicas.FleetState.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What operators have said, and what of it holds here. It is remembered without a link, so that it holds while Redis is away, and is written
 * again where Redis has lost it. Of two words for one route, the one for this replica alone goes before that for all. Changed on one
 * thread; may be asked on any.
 */
final class Words {

    private static final int MOST = 500;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private record Held(Word word, long untilNanos) {}

    private final String self;
    private final BreakerSteering steering;
    private final LongSupplier nanoTime;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    /** What was last done to each route. */
    private final Map<String, Held> applied = new HashMap<>();

    Words(String self, BreakerSteering steering, LongSupplier nanoTime) {
        this.self = self;
        this.steering = steering;
        this.nanoTime = nanoTime;
    }

    private long leftMillis(Held known) {
        return (known.untilNanos() - nanoTime.getAsLong()) / NANOS_PER_MILLI;
    }

    /** Notes what Redis has, with how many milliseconds it holds yet. */
    void read(Word word, long millis) {
        Held before = held.get(word.target());
        boolean later = before == null || word.revision() >= before.word().revision();
        if (later && (before != null || held.size() < MOST)) {
            held.put(word.target(), new Held(word, nanoTime.getAsLong() + millis * NANOS_PER_MILLI));
        }
    }

    /** Returns the words that hold and that Redis does not have, by how many milliseconds they hold yet. */
    Map<Word, Long> missing(Set<String> targets) {
        Map<Word, Long> missing = new HashMap<>();
        held.forEach((target, known) -> {
            long left = leftMillis(known);
            if (left > 0 && !targets.contains(target)) {
                missing.put(known.word(), left);
            }
        });
        return missing;
    }

    /** Returns the revision of the next word about a target. */
    long nextRevision(String target) {
        Held before = held.get(target);
        return before == null ? 1 : before.word().revision() + 1;
    }

    /** Returns how long what was said before of a target would hold yet. */
    Duration left(String target) {
        Held before = held.get(target);
        return before == null ? Duration.ZERO : Duration.ofMillis(Math.max(0, leftMillis(before)));
    }

    /** Does what holds now, and returns when to look again; empty when nothing will change by itself. */
    Optional<Duration> apply() {
        held.values().removeIf(known -> leftMillis(known) <= 0);
        Set<String> routes = new HashSet<>(applied.keySet());
        held.values().forEach(known -> routes.add(known.word().route()));
        for (String route : routes) {
            @Nullable Held now = of(route);
            @Nullable Held before = applied.get(route);
            if (now == null || now.word().says() == BreakerSteering.Word.AUTOMATIC) {
                if (before != null) {
                    applied.remove(route);
                    steering.force(route, BreakerSteering.Word.AUTOMATIC, Duration.ZERO);
                }
            } else if (before == null || !before.word().equals(now.word())) {
                if (steering.force(route, now.word().says(), Duration.ofMillis(leftMillis(now)))) {
                    applied.put(route, now);
                }
            }
        }
        return held.values().stream()
                .map(this::leftMillis)
                .min(Long::compare)
                .map(millis -> Duration.ofMillis(Math.max(1, millis + 1)));
    }

    private @Nullable Held of(String route) {
        @Nullable Held all = null;
        for (Held known : held.values()) {
            if (known.word().route().equals(route)) {
                Optional<String> replica = known.word().replica();
                if (replica.isEmpty()) {
                    all = known;
                } else if (replica.get().equals(self)) {
                    return known;
                }
            }
        }
        return all;
    }

    /** Returns what holds, for people. */
    List<Said> said() {
        List<Said> said = new ArrayList<>();
        for (Held known : held.values()) {
            long left = leftMillis(known);
            Word word = known.word();
            if (left > 0 && word.says() != BreakerSteering.Word.AUTOMATIC) {
                said.add(new Said(
                        word.route(), word.replica(), word.says(), word.by(), word.reason(), Duration.ofMillis(left)));
            }
        }
        return said;
    }
}
