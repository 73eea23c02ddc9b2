package io.breakwater.internal.policy;

import io.breakwater.internal.config.CircuitBreakerSettings;
import io.breakwater.internal.log.Logs;
import io.breakwater.observe.BreakerAdvisor;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering.Word;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The circuit breakers of the default route, one for each key by which the app distinguishes its requests. They last as long
 * as the route has circuit breakers, across reloads of the settings. Thread-safe.
 */
final class KeyedBreakers {

    /** Further keys share the route's own circuit breaker: a registry, and its metrics, must not grow without bound. */
    static final int MAX_KEYS = 200;

    private static final Logger LOG = Logs.of(KeyedBreakers.class);

    private final String route;
    private final CircuitBreakerRegistry registry;
    private final LongSupplier nanoTime;
    /** By key, in the order of creation; guarded by this. */
    private final Map<String, Breaker> byKey = new LinkedHashMap<>();
    /** The keys, by the names under which their circuit breakers are registered; guarded by this. */
    private final Map<String, String> names = new LinkedHashMap<>();
    /** Guarded by this. */
    private CircuitBreakerSettings settings;

    private boolean told;

    /** What was said of all holds for those to come, too; guarded by this, as are the two that follow. */
    private @Nullable BreakerAdvisor advisor;

    private Word word = Word.AUTOMATIC;
    /** When the word ends; meaningless for {@link Word#AUTOMATIC}. */
    private long wordEndNanos;

    KeyedBreakers(
            String route, CircuitBreakerSettings settings, CircuitBreakerRegistry registry, LongSupplier nanoTime) {
        this.route = route;
        this.settings = settings;
        this.registry = registry;
        this.nanoTime = nanoTime;
    }

    /** Returns the circuit breaker of {@code key}, created on first use; empty when there are too many. */
    synchronized Optional<Breaker> of(String key) {
        Breaker known = byKey.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        if (byKey.size() >= MAX_KEYS) {
            if (!told) {
                told = true;
                LOG.warn(
                        "route {} has {} breakers, one for each pattern that the app maps; further ones, \"{}\" first,"
                                + " share one: cut routes by {}",
                        route,
                        MAX_KEYS,
                        key,
                        "breakwater.routes.<name>.path");
            }
            return Optional.empty();
        }
        Breaker made =
                Breaker.register(nameOf(key), new BreakerId(route, Optional.of(key)), settings, registry, nanoTime);
        if (advisor != null) {
            made.adviseBy(advisor);
        }
        if (word != Word.AUTOMATIC) {
            made.force(word, Duration.ofNanos(Math.max(0, wordEndNanos - nanoTime.getAsLong())));
        }
        byKey.put(key, made);
        return Optional.of(made);
    }

    /** Returns a name without slashes, because registries use names in metrics and URLs. */
    private String nameOf(String key) {
        String plain =
                key.replaceAll("[{}]", "").replaceAll("[^A-Za-z0-9_-]+", ".").replaceAll("^\\.|\\.$", "");
        String name = route + ":" + (plain.isEmpty() ? "all" : plain);
        String free = name;
        for (int i = 2; names.putIfAbsent(free, key) != null; i++) {
            free = name + "." + i;
        }
        return free;
    }

    /** Returns the circuit breaker of {@code key}, if there is one already. */
    synchronized Optional<Breaker> known(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    synchronized void adviseBy(BreakerAdvisor next) {
        advisor = next;
        byKey.values().forEach(breaker -> breaker.adviseBy(next));
    }

    void force(Word next, Duration nextAtMost) {
        List<Breaker> all;
        synchronized (this) {
            word = next;
            wordEndNanos = nanoTime.getAsLong() + nextAtMost.toNanos();
            all = new ArrayList<>(byKey.values());
        }
        // Outside of the lock, since listeners are told.
        all.forEach(breaker -> breaker.force(next, nextAtMost));
    }

    void changeSettings(CircuitBreakerSettings next) {
        List<Breaker> all;
        synchronized (this) {
            settings = next;
            all = new ArrayList<>(byKey.values());
        }
        all.forEach(breaker -> breaker.changeSettings(next));
    }

    synchronized void unregister() {
        byKey.values().forEach(Breaker::unregister);
    }

    /** Returns the state of each circuit breaker, by its key. */
    synchronized Map<String, String> states() {
        return byKey.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().state(), (a, b) -> a, LinkedHashMap::new));
    }
}
