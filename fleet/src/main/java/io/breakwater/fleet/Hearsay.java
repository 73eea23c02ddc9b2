package io.breakwater.fleet;

import io.breakwater.fleet.wire.Message;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What this replica makes of what others say: it becomes wary, and its own calls decide. Others are heard when a circuit breaker has opened,
 * and when the calls that have failed in a row on all replicas together are as many as one alone would need to open: twenty replicas that
 * share a load would else burn twenty times as many. Whose hearsay has proved wrong is not heard for a while. Not thread-safe.
 */
final class Hearsay {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long DEAF_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int MOST_ORIGINS = 500;
    /** How many messages of failures may follow on each other, and how long it takes until another one may. */
    private static final int BURST = 30;

    private static final long REFILL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private record Run(long length, long atNanos) {}

    /** What is known of one circuit breaker. */
    private static final class Known {
        /** The failures in a row, by replica. */
        private final Map<String, Run> runs = bounded();
        /** Who says that it is open, and has not been found wrong. */
        private final Map<String, Long> accusers = bounded();
        /** Who has been found wrong, and until when that counts. */
        private final Map<String, Long> doubted = bounded();

        private Run own = new Run(0, 0);
        private long told;
        private double tokens = BURST;
        private long refilledNanos;
    }

    private final String self;
    private final BreakerSteering steering;
    private final int waryCalls;
    private final IntSupplier fleetSize;
    private final Consumer<Message> teller;
    private final LongSupplier nanoTime;
    private final Map<BreakerId, Known> known = new HashMap<>();

    Hearsay(
            String self,
            BreakerSteering steering,
            int waryCalls,
            IntSupplier fleetSize,
            Consumer<Message> teller,
            LongSupplier nanoTime) {
        this.self = self;
        this.steering = steering;
        this.waryCalls = waryCalls;
        this.fleetSize = fleetSize;
        this.teller = teller;
        this.nanoTime = nanoTime;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST_ORIGINS;
            }
        };
    }

    /** Whoever sends made-up names must not fill the memory: only the engine's own circuit breakers are known. */
    private Optional<Known> of(BreakerId breaker) {
        return steering.minimumCalls(breaker) == 0
                ? Optional.empty()
                : Optional.of(known.computeIfAbsent(breaker, any -> new Known()));
    }

    /** Hears that another replica's has opened. */
    void opened(String origin, BreakerId breaker, Duration openFor) {
        of(breaker).filter(about -> !isDoubted(about, origin)).ifPresent(about -> {
            about.accusers.put(origin, nanoTime.getAsLong());
            steering.beWary(breaker, waryCalls, openFor.isZero() ? Optional.empty() : Optional.of(openFor));
        });
    }

    /** Hears how many calls have failed in a row on another replica. */
    void failing(String origin, BreakerId breaker, long inARow) {
        of(breaker).filter(about -> !isDoubted(about, origin)).ifPresent(about -> {
            if (inARow == 0) {
                about.runs.remove(origin);
            } else {
                about.runs.put(origin, new Run(inARow, nanoTime.getAsLong()));
                addUp(breaker, about);
            }
        });
    }

    /** Hears that another replica's has closed. */
    void recovered(String origin, BreakerId breaker) {
        of(breaker).ifPresent(about -> {
            about.accusers.remove(origin);
            about.runs.remove(origin);
        });
    }

    /** Who repeats what was found wrong is not heard for as long again. */
    private boolean isDoubted(Known about, String origin) {
        Long until = about.doubted.get(origin);
        if (until == null) {
            return false;
        }
        long now = nanoTime.getAsLong();
        if (now - until >= 0) {
            about.doubted.remove(origin);
            return false;
        }
        about.doubted.put(origin, now + DEAF_NANOS);
        return true;
    }

    /** Notes how many calls have failed in a row here. */
    void ownRun(BreakerId breaker, int inARow) {
        of(breaker).ifPresent(about -> {
            about.own = new Run(inARow, nanoTime.getAsLong());
            boolean news = inARow == 0 ? about.told > 0 : inARow <= steering.minimumCalls(breaker);
            if (news && mayTell(about)) {
                about.told = inARow;
                teller.accept(new Message(Message.Type.FAILING, self, breaker, inARow));
            }
            addUp(breaker, about);
        });
    }

    private boolean mayTell(Known about) {
        long now = nanoTime.getAsLong();
        double refill = (double) (now - about.refilledNanos) / REFILL_NANOS;
        about.tokens = about.refilledNanos == 0 ? BURST : Math.min(BURST, about.tokens + refill);
        about.refilledNanos = now;
        if (about.tokens < 1) {
            return false;
        }
        about.tokens--;
        return true;
    }

    private void addUp(BreakerId breaker, Known about) {
        long now = nanoTime.getAsLong();
        about.runs.values().removeIf(run -> now - run.atNanos() >= FRESH_NANOS);
        int minimum = steering.minimumCalls(breaker);
        long others = about.runs.values().stream()
                .mapToLong(run -> Math.min(minimum, run.length()))
                .sum();
        long here = now - about.own.atNanos() < FRESH_NANOS ? about.own.length() : 0;
        // The careful calls are the last of those that are needed. In a large fleet some calls fail in a row somewhere
        // at any time.
        if (others > 0 && others + here >= Math.max(minimum - waryCalls, fleetSize.getAsInt())) {
            steering.beWary(breaker, waryCalls, Optional.empty());
        }
    }

    /** Notes that the calls which were to decide here have succeeded: those who said otherwise are not heard for a while. */
    void foundWell(BreakerId breaker) {
        of(breaker).ifPresent(about -> {
            long until = nanoTime.getAsLong() + DEAF_NANOS;
            about.accusers.keySet().forEach(origin -> about.doubted.put(origin, until));
            about.runs.keySet().forEach(origin -> about.doubted.put(origin, until));
            about.accusers.clear();
            about.runs.clear();
        });
        teller.accept(new Message(Message.Type.WELL, self, breaker, 0));
    }

    /** Notes that this replica's own has changed: no run goes on. */
    void changed(BreakerId breaker) {
        of(breaker).ifPresent(about -> {
            about.own = new Run(0, 0);
            about.told = 0;
        });
    }
}
