package io.breakwater.internal.maintenance;

import io.breakwater.internal.config.MaintenanceSettings;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.Maintenance.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What operators have said, and what it comes to beside the settings. A word about a route goes before one about all routes, and that
 * before the settings; a later word about all routes takes the place of what was said about each. Immutable.
 */
final class Words {

    static final Words NONE = new Words(null, Map.of());

    /** A word about a route. */
    sealed interface Word {

        /** Returns who has said it. */
        String by();
    }

    /** Starts a break. Compared by identity: to say the same again is another word. */
    static final class Start implements Word {

        private final Instant since;
        private final Optional<Instant> until;
        private final String by;
        private final Optional<String> reason;

        /**
         * @param since when it was said
         * @param until from when on the word is void; empty for as long as nobody takes it back
         */
        Start(Instant since, Optional<Instant> until, String by, Optional<String> reason) {
            this.since = since;
            this.until = until;
            this.by = by;
            this.reason = reason;
        }

        boolean holdsAt(Instant time) {
            return until.isEmpty() || time.isBefore(until.get());
        }

        @Override
        public String by() {
            return by;
        }

        Maintenance of(String route) {
            return new Maintenance(route, Source.OPERATOR, Optional.of(since), until, Optional.of(by), reason);
        }
    }

    /**
     * Ends the break that was, and no other.
     *
     * @param all the word about all routes that it overrules; null for none
     * @param settings the settings that it overrules, as long as they say the same
     */
    record End(String by, @Nullable Start all, MaintenanceSettings settings) implements Word {

        boolean holds(@Nullable Start allNow, MaintenanceSettings settingsNow) {
            return all == allNow && settings.hasSameTimes(settingsNow);
        }
    }

    private final @Nullable Start all;
    private final Map<String, Word> byRoute;

    private Words(@Nullable Start all, Map<String, Word> byRoute) {
        this.all = all;
        this.byRoute = Map.copyOf(byRoute);
    }

    boolean isEmpty() {
        return all == null && byRoute.isEmpty();
    }

    Words startAll(Start start) {
        return new Words(start, Map.of());
    }

    Words start(String route, Start start) {
        return with(route, start);
    }

    /** Ends the break of a route, whoever has started it. */
    Words end(String route, String by, MaintenanceSettings settings, Instant now) {
        boolean overrules = holdsForAll(now) != null || settings.isOnAt(now);
        return with(route, overrules ? new End(by, holdsForAll(now), settings) : null);
    }

    /** Ends the breaks of all these routes. */
    Words endAll(Map<String, MaintenanceSettings> routes, String by, Instant now) {
        Words ended = NONE;
        for (Map.Entry<String, MaintenanceSettings> route : routes.entrySet()) {
            ended = ended.end(route.getKey(), by, route.getValue(), now);
        }
        return ended;
    }

    private Words with(String route, @Nullable Word word) {
        Map<String, Word> changed = new HashMap<>(byRoute);
        if (word == null) {
            changed.remove(route);
        } else {
            changed.put(route, word);
        }
        return new Words(all, changed);
    }

    /** Leaves out what is void by now, and routes that there are no more. */
    Words stillHolding(Map<String, MaintenanceSettings> routes, Instant now) {
        Start stays = holdsForAll(now);
        Map<String, Word> kept = new HashMap<>();
        byRoute.forEach((route, word) -> {
            MaintenanceSettings settings = routes.get(route);
            if (settings != null && holds(word, stays, settings, now)) {
                kept.put(route, word);
            }
        });
        return new Words(stays, kept);
    }

    private @Nullable Start holdsForAll(Instant now) {
        return all != null && all.holdsAt(now) ? all : null;
    }

    /** Returns the word that decides about a route; null where the settings do. */
    @Nullable Word about(String route, MaintenanceSettings settings, Instant now) {
        Start forAll = holdsForAll(now);
        Word own = byRoute.get(route);
        return own != null && holds(own, forAll, settings, now) ? own : forAll;
    }

    /** Returns whether a word about a route has become void, so that it is worth to leave it out. */
    boolean hasVoid(String route, MaintenanceSettings settings, Instant now) {
        Start forAll = holdsForAll(now);
        Word own = byRoute.get(route);
        return forAll != all || (own != null && !holds(own, forAll, settings, now));
    }

    private static boolean holds(Word word, @Nullable Start forAll, MaintenanceSettings settings, Instant now) {
        return word instanceof Start start ? start.holdsAt(now) : ((End) word).holds(forAll, settings);
    }
}
