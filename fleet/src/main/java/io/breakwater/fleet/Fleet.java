package io.breakwater.fleet;

import io.breakwater.fleet.wire.Names;
import io.breakwater.fleet.wire.Word;
import io.breakwater.observe.BreakerAdvisor;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.SettingsReload;
import io.breakwater.operations.replicas.FleetState;
import io.breakwater.operations.replicas.Replicas;
import io.breakwater.operations.replicas.SharedFailure;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This replica among those of its app. Found by {@link java.util.ServiceLoader}; does nothing until {@code breakwater.fleet.redis} and {@code
 * breakwater.fleet.name} are set. No request ever waits for it. Thread-safe.
 */
public final class Fleet implements Replicas, BreakerAdvisor {

    private static final Logger LOG = LoggerFactory.getLogger("io.breakwater.fleet");
    private static final long PATIENCE_MILLIS = 1_000;
    static final Duration LONGEST = Duration.ofDays(7);
    private static final int RANDOM_BYTES = 3;
    private static final int LONGEST_HOST = 60;

    private volatile @Nullable Membership membership;
    private volatile @Nullable EngineView engine;

    /** For {@link java.util.ServiceLoader}. */
    public Fleet() {}

    @Override
    public void engineStarted(EngineView started) {
        Optional<FleetSettings> settings = FleetSettings.of(started);
        Optional<BreakerSteering> steering = started.breakers();
        if (settings.isEmpty() || steering.isEmpty()) {
            return;
        }
        Optional<String> wrong = wrong(settings.get());
        if (wrong.isPresent()) {
            LOG.error("fleet is off: {}", wrong.get());
            return;
        }
        engine = started;
        Membership own = new Membership(settings.get(), nameOf(settings.get()), started, steering.get());
        membership = own;
        steering.get().adviseBy(this);
        own.start();
    }

    private static Optional<String> wrong(FleetSettings settings) {
        if (!Names.isPlain(settings.name())) {
            return Optional.of(
                    "breakwater.fleet.name is missing, or has other characters than letters, digits, . _ and -");
        }
        if (settings.environment().filter(name -> !Names.isPlain(name)).isPresent()
                || settings.replica().filter(name -> !Names.isPlain(name)).isPresent()) {
            return Optional.of(
                    "breakwater.fleet.environment or breakwater.fleet.replica has other characters than letters,"
                            + " digits, . _ and -");
        }
        try {
            LOG.debug("fleet redis={}", settings.redis());
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private static String nameOf(FleetSettings settings) {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String host =
                Optional.ofNullable(System.getenv("HOSTNAME")).orElse("replica").replaceAll("[^A-Za-z0-9._-]", "-");
        return settings.replica()
                .orElseGet(() -> host.substring(0, Math.min(LONGEST_HOST, host.length())) + "-"
                        + HexFormat.of().formatHex(random));
    }

    @Override
    public void engineStopped() {
        Membership own = membership;
        membership = null;
        if (own != null) {
            own.close();
        }
    }

    @Override
    public boolean exchangeSucceeded(String route, int status, long elapsedNanos) {
        return true;
    }

    @Override
    public void exchangeEnded(ExchangeReport report) {
        Membership own = membership;
        if (own != null) {
            own.ended(report);
        }
    }

    @Override
    public void breakerChanged(BreakerTransition transition) {
        Membership own = membership;
        if (own != null && transition.appsBreaker().isEmpty()) {
            own.changed(transition);
        }
    }

    @Override
    public void settingsReloaded(SettingsReload reload) {
        Membership own = membership;
        if (own != null) {
            own.routesChanged();
        }
    }

    @Override
    public boolean mayTry(BreakerId breaker) {
        Membership own = membership;
        return own == null || own.mayTry(breaker);
    }

    @Override
    public void failing(BreakerId breaker, int inARow) {
        Membership own = membership;
        if (own != null) {
            own.failing(breaker, inARow);
        }
    }

    @Override
    public void foundWell(BreakerId breaker) {
        Membership own = membership;
        if (own != null) {
            own.foundWell(breaker);
        }
    }

    @Override
    public Optional<FleetState> state() {
        return Optional.ofNullable(membership).map(Membership::state);
    }

    @Override
    public List<SharedFailure> find(String correlationId) {
        Membership own = membership;
        return own == null ? List.of() : await(own.find(correlationId), List.of());
    }

    @Override
    public Optional<String> say(
            String route,
            Optional<String> replica,
            BreakerSteering.Word word,
            String by,
            Optional<String> reason,
            Duration holds) {
        Membership own = membership;
        EngineView running = engine;
        if (own == null || running == null) {
            return Optional.of("this replica is in no fleet");
        }
        if (running.routes().stream().noneMatch(status -> status.route().equals(route))) {
            return Optional.of("there is no such route");
        }
        if (holds.isNegative() || holds.isZero() || holds.compareTo(LONGEST) > 0) {
            return Optional.of("a word holds for a week at most");
        }
        return await(
                own.say(route, replica, word, plain(by), reason.map(Fleet::plain), holds),
                Optional.of("Redis has not answered: look whether it holds"));
    }

    static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return line.isEmpty() ? "-" : line.substring(0, Math.min(Word.LONGEST_TEXT, line.length()));
    }

    private static <T> T await(CompletableFuture<T> answer, T otherwise) {
        try {
            return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("fleet: no answer for an operator", e);
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }
}
