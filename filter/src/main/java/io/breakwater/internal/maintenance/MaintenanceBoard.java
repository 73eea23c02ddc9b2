package io.breakwater.internal.maintenance;

import io.breakwater.internal.config.MaintenanceSettings;
import io.breakwater.internal.maintenance.Words.End;
import io.breakwater.internal.maintenance.Words.Start;
import io.breakwater.internal.maintenance.Words.Word;
import io.breakwater.internal.util.Announcements;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.Maintenance.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What operators have said of planned breaks, which outlives a reload, and what listeners have been told of. Nothing runs when a window
 * opens or closes: they hear of it when somebody asks next, which each request of the route does.
 *
 * <p>Thread-safe. Internal between rooms.
 */
public final class MaintenanceBoard {

    private final InstantSource clock;
    private volatile Words words = Words.NONE;
    /** By the route's name, the one for everything else first. */
    private volatile Map<String, MaintenanceSettings> routes = Map.of();

    private final Announcements<Maintenance> told;

    /**
     * @param clock the time of day
     * @param started hears of a break that has begun, of another one in its place, and of one whose end was moved
     * @param ended hears of a break that is over
     */
    public MaintenanceBoard(InstantSource clock, Consumer<Maintenance> started, Consumer<Maintenance> ended) {
        this.clock = clock;
        this.told = new Announcements<>(MaintenanceBoard::isLike, started, ended);
    }

    /** These settings are in force now, by the routes' names; words about other routes are forgotten. */
    public void follow(Map<String, MaintenanceSettings> inForce) {
        change(spoken -> {
            routes = Collections.unmodifiableMap(new LinkedHashMap<>(inForce));
            return spoken.stillHolding(inForce, clock.instant());
        });
        told.retain(inForce.keySet());
    }

    /**
     * Starts a break by an operator's word.
     *
     * @param route the route's name; empty for all
     * @param until when it ends by itself; empty for never
     * @throws IllegalArgumentException when there is no such route, or the end is not to come
     */
    public void start(Optional<String> route, Optional<Instant> until, String by, Optional<String> reason) {
        route.ifPresent(this::requireKnown);
        Instant now = clock.instant();
        until.filter(end -> !end.isAfter(now)).ifPresent(end -> {
            throw new IllegalArgumentException("the end is over already: " + end);
        });
        Start start = new Start(now, until, by, reason);
        change(spoken -> route.map(name -> spoken.start(name, start)).orElseGet(() -> spoken.startAll(start)));
    }

    /**
     * Ends breaks by an operator's word.
     *
     * @param route the route's name; empty for all
     * @return whether there was any
     * @throws IllegalArgumentException when there is no such route
     */
    public boolean end(Optional<String> route, String by) {
        route.ifPresent(this::requireKnown);
        boolean any = current().stream().anyMatch(maintenance -> route.filter(name -> !name.equals(maintenance.route()))
                .isEmpty());
        Instant now = clock.instant();
        change(spoken -> route.map(name -> spoken.end(name, by, settingsOf(name), now))
                .orElseGet(() -> spoken.endAll(routes, by, now)));
        return any;
    }

    private void requireKnown(String route) {
        if (!routes.containsKey(route)) {
            throw new IllegalArgumentException("there is no route " + route);
        }
    }

    private MaintenanceSettings settingsOf(String route) {
        return Objects.requireNonNull(routes.get(route));
    }

    private void change(UnaryOperator<Words> change) {
        synchronized (this) {
            words = change.apply(words);
        }
        current();
    }

    /** Returns the breaks that are, and tells of those that have begun or ended. */
    public List<Maintenance> current() {
        return routes.keySet().stream()
                .flatMap(route -> Optional.ofNullable(look(route)).stream())
                .toList();
    }

    /** Returns whether no operator has said anything that may still hold. */
    boolean isSilent() {
        return words.isEmpty();
    }

    /** Returns the break that a route is in; null for none. Tells of a change. */
    @Nullable Maintenance look(String route) {
        MaintenanceSettings settings = routes.get(route);
        if (settings == null) {
            return null;
        }
        Instant now = clock.instant();
        Words spoken = words;
        if (spoken.hasVoid(route, settings, now)) {
            synchronized (this) {
                words = words.stillHolding(routes, now);
                spoken = words;
            }
        }
        Maintenance found = find(route, settings, spoken.about(route, settings, now), now);
        told.tell(route, found);
        return found;
    }

    private static @Nullable Maintenance find(
            String route, MaintenanceSettings settings, @Nullable Word word, Instant now) {
        if (word instanceof Start start) {
            return start.of(route);
        }
        if (word instanceof End || !settings.isOnAt(now)) {
            return null;
        }
        Optional<Instant> since =
                settings.mode() == MaintenanceSettings.Mode.SCHEDULED ? settings.from() : Optional.empty();
        return new Maintenance(route, Source.SETTINGS, since, settings.until(), Optional.empty(), Optional.empty());
    }

    private static boolean isLike(Maintenance one, Maintenance other) {
        return one.source() == other.source()
                && one.since().equals(other.since())
                && one.until().equals(other.until())
                && one.by().equals(other.by());
    }

    /**
     * Returns what an operator has said of a route, in the terms of the setting {@code maintenance}: true or false; empty where the
     * settings decide.
     */
    public Optional<Said> said(String route) {
        Word word = Optional.ofNullable(routes.get(route))
                .map(settings -> words.about(route, settings, clock.instant()))
                .orElse(null);
        return Optional.ofNullable(word).map(known -> new Said(known instanceof Start, known.by()));
    }

    /** What an operator has said of a route. */
    public record Said(boolean maintenance, String by) {}
}
