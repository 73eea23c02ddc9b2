package io.breakwater.spring;

import io.breakwater.Breakwater;
import io.breakwater.observe.BreakerSteering.Word;
import io.breakwater.operations.replicas.FleetState;
import io.breakwater.operations.replicas.Replicas;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the endpoint tells of a fleet, and says to it; only for apps that have not left out the jar that knows of replicas. */
final class FleetAnswers {

    private FleetAnswers() {}

    /** Returns how the fleet stands, as this replica knows it; empty when it is alone. */
    static Optional<Map<String, Object>> of(Breakwater breakwater) {
        return breakwater.listener(Replicas.class).flatMap(Replicas::state).map(FleetAnswers::told);
    }

    private static Map<String, Object> told(FleetState state) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("joined", state.joined());
        told.put("self", state.self());
        told.put(
                "replicas",
                state.replicas().stream().map(FleetState.Replica::name).toList());
        List<Map<String, Object>> incidents = new ArrayList<>();
        for (FleetState.FleetIncident incident : state.incidents()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("route", incident.breaker().route());
            incident.breaker().handledBy().ifPresent(pattern -> one.put("handledBy", pattern));
            one.put("replicas", incident.replicas());
            one.put("seconds", incident.since().toSeconds());
            incidents.add(one);
        }
        told.put("incidents", incidents);
        List<Map<String, Object>> words = new ArrayList<>();
        for (FleetState.Said said : state.words()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("route", said.route());
            said.replica().ifPresent(name -> one.put("replica", name));
            one.put("word", said.word().name().toLowerCase(Locale.ROOT));
            one.put("by", said.by());
            said.reason().ifPresent(reason -> one.put("reason", reason));
            one.put("secondsLeft", said.left().toSeconds());
            words.add(one);
        }
        told.put("words", words);
        return told;
    }

    /**
     * Says what holds for a route.
     *
     * @throws IllegalArgumentException when it could not be said; its message says why
     */
    static void say(
            Breakwater breakwater,
            Optional<String> route,
            Optional<String> replica,
            Optional<String> word,
            String by,
            Optional<String> reason,
            Optional<String> holds) {
        Replicas replicas = breakwater
                .listener(Replicas.class)
                .orElseThrow(() -> new IllegalArgumentException("this replica is in no fleet"));
        Word says = word.flatMap(name -> Stream.of(Word.values())
                        .filter(known -> known.name().equalsIgnoreCase(name))
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("word is open, closed or automatic"));
        Duration length = holds.flatMap(FleetAnswers::duration)
                .orElseThrow(() -> new IllegalArgumentException("holds is how long, such as 30m"));
        Optional<String> refused = replicas.say(
                route.orElseThrow(() -> new IllegalArgumentException("route is a route's name")),
                replica,
                says,
                by,
                reason,
                length);
        refused.ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse((text.endsWith("d") ? "P" : "PT") + text));
        } catch (DateTimeParseException e) {
            // Whoever has sent it is told what is expected.
            return Optional.empty();
        }
    }
}
