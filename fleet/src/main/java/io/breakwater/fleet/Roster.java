package io.breakwater.fleet;

import io.breakwater.fleet.wire.ReplicaState;
import io.breakwater.fleet.wire.ReplicaState.Standing;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.RouteStatus;
import io.breakwater.operations.replicas.FleetState.FleetIncident;
import io.breakwater.operations.replicas.FleetState.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Which replicas there are, and how their circuit breakers stand. Changed on one thread; may be asked on any. */
final class Roster {

    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final Set<String> SHUT = Set.of("OPEN", "HALF_OPEN", "FORCED_OPEN");

    private record Heard(ReplicaState state, long atNanos) {}

    private final String self;
    private final LongSupplier nanoTime;
    private final Map<BreakerId, Long> ownSince = new ConcurrentHashMap<>();
    /** Replaced as a whole. */
    private volatile Map<String, Heard> others = Map.of();

    Roster(String self, LongSupplier nanoTime) {
        this.self = self;
        this.nanoTime = nanoTime;
    }

    /** Returns how many replicas there are, this one included. */
    int size() {
        return others.size() + 1;
    }

    /** Returns whether a replica is there. */
    boolean knows(String replica) {
        return replica.equals(self) || others.containsKey(replica);
    }

    /** Notes a change of this replica's own. */
    void changed(BreakerId breaker, BreakerTransition transition) {
        if (SHUT.contains(transition.to())) {
            ownSince.putIfAbsent(breaker, nanoTime.getAsLong());
        } else {
            ownSince.remove(breaker);
        }
    }

    /** Returns how this replica stands. */
    ReplicaState own(List<RouteStatus> routes, Function<BreakerId, Duration> remainingOpen) {
        List<Standing> breakers = new ArrayList<>();
        for (RouteStatus route : routes) {
            BreakerId own = new BreakerId(route.route(), Optional.empty());
            breakers.add(standing(own, route.breakerState(), remainingOpen));
            route.breakersByHandler().forEach((pattern, state) -> {
                if (!state.equals("CLOSED")) {
                    breakers.add(standing(new BreakerId(route.route(), Optional.of(pattern)), state, remainingOpen));
                }
            });
        }
        return new ReplicaState(breakers);
    }

    private Standing standing(BreakerId breaker, String state, Function<BreakerId, Duration> remainingOpen) {
        Long since = ownSince.get(breaker);
        return new Standing(
                breaker,
                state,
                remainingOpen.apply(breaker).toMillis(),
                since == null ? 0 : (nanoTime.getAsLong() - since) / NANOS_PER_MILLI);
    }

    /** Notes all others that are there. */
    void read(Map<String, ReplicaState> states) {
        long now = nanoTime.getAsLong();
        Map<String, Heard> next = new TreeMap<>();
        states.forEach((name, state) -> {
            if (!name.equals(self)) {
                next.put(name, new Heard(state, now));
            }
        });
        others = next;
    }

    /** Returns all replicas, this one first. */
    List<Replica> replicas(ReplicaState own) {
        long now = nanoTime.getAsLong();
        List<Replica> all = new ArrayList<>();
        all.add(new Replica(self, Duration.ZERO, states(own)));
        others.forEach((name, heard) ->
                all.add(new Replica(name, Duration.ofNanos(now - heard.atNanos()), states(heard.state()))));
        return all;
    }

    private static Map<BreakerId, String> states(ReplicaState state) {
        Map<BreakerId, String> states = new LinkedHashMap<>();
        state.breakers().forEach(standing -> states.put(standing.breaker(), standing.state()));
        return states;
    }

    /** Returns what is shut anywhere, each circuit breaker once. */
    List<FleetIncident> incidents(ReplicaState own) {
        long now = nanoTime.getAsLong();
        Map<BreakerId, FleetIncident> incidents = new LinkedHashMap<>();
        add(incidents, self, own, Duration.ZERO);
        others.forEach((name, heard) -> add(incidents, name, heard.state(), Duration.ofNanos(now - heard.atNanos())));
        return List.copyOf(incidents.values());
    }

    private static void add(
            Map<BreakerId, FleetIncident> incidents, String replica, ReplicaState state, Duration heard) {
        for (Standing standing : state.breakers()) {
            if (SHUT.contains(standing.state())) {
                incidents.merge(
                        standing.breaker(),
                        new FleetIncident(
                                standing.breaker(),
                                List.of(replica),
                                Duration.ofMillis(standing.sinceMillis()).plus(heard)),
                        Roster::merged);
            }
        }
    }

    private static FleetIncident merged(FleetIncident one, FleetIncident other) {
        List<String> replicas = new ArrayList<>(one.replicas());
        replicas.addAll(other.replicas());
        return new FleetIncident(
                one.breaker(), replicas, one.since().compareTo(other.since()) > 0 ? one.since() : other.since());
    }
}
