package io.breakwater.internal.inject;

import io.breakwater.internal.config.InjectSettings;
import io.breakwater.internal.util.Announcements;
import io.breakwater.observe.Injection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What operators have ordered for a game day, beside what the settings order; an operator's word about a route goes before them and outlives
 * a reload. Nothing runs when an injection ends by the clock: listeners hear of it when somebody asks next, which each request of the route
 * does.
 *
 * <p>Thread-safe. Internal between rooms.
 */
public final class InjectionBoard {

    /** An operator's word about a route. */
    private sealed interface Word {

        boolean holds(InjectSettings settings, Instant now);
    }

    /** Injects, in the place of what the settings order. Compared by identity: to say the same again is another word. */
    private static final class Start implements Word {

        private final InjectSettings ordered;
        private final Instant since;
        private final String by;
        private final Optional<String> reason;

        Start(InjectSettings ordered, Instant since, String by, Optional<String> reason) {
            this.ordered = ordered;
            this.since = since;
            this.by = by;
            this.reason = reason;
        }

        @Override
        public boolean holds(InjectSettings settings, Instant now) {
            return ordered.isOnAt(now);
        }
    }

    /**
     * Ends what the settings order, as long as they say the same.
     *
     * @param overruled what they ordered
     */
    private record End(String by, InjectSettings overruled) implements Word {

        @Override
        public boolean holds(InjectSettings settings, Instant now) {
            return overruled.equals(settings);
        }
    }

    private final InstantSource clock;
    private volatile Map<String, Word> words = Map.of();
    /** By the route's name, the one for everything else first. */
    private volatile Map<String, InjectSettings> routes = Map.of();

    private volatile Set<String> observed = Set.of();
    private final Announcements<Injection> told;

    /**
     * @param clock the time of day
     * @param started hears of an injection that has begun, and of another one in its place
     * @param ended hears of an injection that is over
     */
    public InjectionBoard(InstantSource clock, Consumer<Injection> started, Consumer<Injection> ended) {
        this.clock = clock;
        this.told = new Announcements<>(InjectionBoard::isLike, started, ended);
    }

    /**
     * These settings are in force now, by the routes' names; words about other routes are forgotten.
     *
     * @param onlyObserved the routes on which nothing can be injected, since the guard leaves them to the app
     */
    public void follow(Map<String, InjectSettings> inForce, Set<String> onlyObserved) {
        change(spoken -> {
            routes = Collections.unmodifiableMap(new LinkedHashMap<>(inForce));
            observed = Set.copyOf(onlyObserved);
            return spoken;
        });
        told.retain(inForce.keySet());
    }

    /**
     * Injects by an operator's word.
     *
     * @throws IllegalArgumentException when there is no such route, it is only observed, or the end is not to come
     */
    public void start(String route, InjectSettings ordered, String by, Optional<String> reason) {
        requireKnown(route);
        Instant now = clock.instant();
        if (observed.contains(route)) {
            throw new IllegalArgumentException(
                    "the route " + route + " is only observed, by mode=observe, so that nothing is injected there");
        }
        if (!ordered.isOn()) {
            throw new IllegalArgumentException("nothing is to be injected: give fault, latency, status or cut-after");
        }
        if (!ordered.isOnAt(now)) {
            throw new IllegalArgumentException("the end is over already");
        }
        Start start = new Start(ordered, now, by, reason);
        change(spoken -> with(spoken, route, start));
    }

    /**
     * Ends what is injected, whoever has ordered it.
     *
     * @param route the route's name; empty for all
     * @return whether there was anything
     * @throws IllegalArgumentException when there is no such route
     */
    public boolean end(Optional<String> route, String by) {
        route.ifPresent(this::requireKnown);
        boolean any = current().stream().anyMatch(injection -> route.filter(name -> !name.equals(injection.route()))
                .isEmpty());
        Instant now = clock.instant();
        change(spoken -> {
            Map<String, Word> changed = spoken;
            for (Map.Entry<String, InjectSettings> each : routes.entrySet()) {
                if (route.isEmpty() || route.get().equals(each.getKey())) {
                    InjectSettings settings = each.getValue();
                    changed = with(changed, each.getKey(), settings.isOnAt(now) ? new End(by, settings) : null);
                }
            }
            return changed;
        });
        return any;
    }

    private void requireKnown(String route) {
        if (!routes.containsKey(route)) {
            throw new IllegalArgumentException("there is no route " + route);
        }
    }

    private static Map<String, Word> with(Map<String, Word> words, String route, @Nullable Word word) {
        Map<String, Word> changed = new HashMap<>(words);
        if (word == null) {
            changed.remove(route);
        } else {
            changed.put(route, word);
        }
        return changed;
    }

    private void change(UnaryOperator<Map<String, Word>> change) {
        synchronized (this) {
            words = stillHolding(change.apply(words));
        }
        current();
    }

    /** Leaves out what is void by now, so that a game day that is over costs nothing. */
    private Map<String, Word> stillHolding(Map<String, Word> spoken) {
        Instant now = clock.instant();
        Map<String, Word> kept = new HashMap<>();
        spoken.forEach((route, word) -> {
            InjectSettings settings = routes.get(route);
            if (settings != null && !observed.contains(route) && word.holds(settings, now)) {
                kept.put(route, word);
            }
        });
        return Map.copyOf(kept);
    }

    /** Returns what is injected, and tells of what has begun or ended. */
    public List<Injection> current() {
        return routes.keySet().stream()
                .flatMap(route -> {
                    look(route);
                    return Optional.ofNullable(told.last(route)).stream();
                })
                .toList();
    }

    /** Returns whether no operator has said anything that may still hold. */
    boolean isSilent() {
        return words.isEmpty();
    }

    /** Returns what is injected on a route; null for nothing. Tells of a change. */
    @Nullable InjectSettings look(String route) {
        InjectSettings settings = routes.get(route);
        if (settings == null) {
            return null;
        }
        Instant now = clock.instant();
        Word word = words.get(route);
        if (word != null && !word.holds(settings, now)) {
            synchronized (this) {
                words = stillHolding(words);
            }
            word = null;
        }
        InjectSettings found =
                word instanceof Start start ? start.ordered : word == null && settings.isOnAt(now) ? settings : null;
        told.tell(route, found == null ? null : injection(route, found, word));
        return found;
    }

    private static Injection injection(String route, InjectSettings ordered, @Nullable Word word) {
        Optional<Start> start = word instanceof Start spoken ? Optional.of(spoken) : Optional.empty();
        return new Injection(
                route,
                ordered.shown(),
                start.map(known -> known.since),
                ordered.until().orElseThrow(),
                start.map(known -> known.by),
                start.flatMap(known -> known.reason));
    }

    private static boolean isLike(Injection one, Injection other) {
        return one.since().equals(other.since())
                && one.by().equals(other.by())
                && one.until().equals(other.until())
                && one.what().equals(other.what());
    }

    /**
     * Returns what an operator has said of a route; empty where the settings decide. What is ordered is by the settings' keys without {@code
     * inject.}, and empty for nothing.
     */
    public Optional<Said> said(String route) {
        InjectSettings settings = routes.get(route);
        Word word = words.get(route);
        if (settings == null || word == null || !word.holds(settings, clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(
                word instanceof Start start
                        ? new Said(start.ordered.shown(), start.by)
                        : new Said(Map.of(), ((End) word).by()));
    }

    /** What an operator has said of a route. */
    public record Said(Map<String, String> ordered, String by) {}
}
