package io.breakwater;

import io.breakwater.internal.log.Logs;
import io.breakwater.internal.policy.RouteSteering;
import io.breakwater.observe.BreakerAdvisor;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Moves the circuit breakers of the routes in force; what was said of a route holds across reloads of the settings. Thread-safe. */
final class SteeredBreakers implements BreakerSteering {

    private static final Logger LOG = Logs.of(Breakwater.class);

    private record Said(Word word, long endNanos) {

        static Said of(Word word, Duration atMost) {
            return new Said(word, System.nanoTime() + atMost.toNanos());
        }

        Duration left() {
            return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
        }
    }

    private final Supplier<ActiveRoutes> routes;
    private final Map<String, Said> said = new ConcurrentHashMap<>();
    private volatile @Nullable BreakerAdvisor advisor;

    SteeredBreakers(Supplier<ActiveRoutes> routes) {
        this.routes = routes;
    }

    @Override
    public void adviseBy(BreakerAdvisor next) {
        advisor = new SafeAdvisor(next);
        follow(routes.get());
    }

    /** Requests take these routes from now on, of which some may be new. */
    void follow(ActiveRoutes now) {
        BreakerAdvisor known = advisor;
        now.all().forEach(route -> route.policy().steering().ifPresent(steering -> {
            if (known != null) {
                steering.adviseBy(known);
            }
            Said word = said.get(route.name());
            if (word != null) {
                steering.force(word.word(), word.left());
            }
        }));
    }

    private Optional<RouteSteering> of(String route) {
        return routes.get().all().stream()
                .filter(known -> known.name().equals(route))
                .findFirst()
                .flatMap(known -> known.policy().steering());
    }

    @Override
    public void beWary(BreakerId breaker, int calls, Optional<Duration> openFor) {
        of(breaker.route()).ifPresent(steering -> steering.beWary(breaker.handledBy(), calls, openFor));
    }

    @Override
    public void tryWithin(BreakerId breaker, Duration delay) {
        of(breaker.route()).ifPresent(steering -> steering.tryWithin(breaker.handledBy(), delay));
    }

    @Override
    public boolean force(String route, Word word, Duration atMost) {
        Optional<RouteSteering> steering = of(route);
        steering.ifPresent(known -> {
            if (word == Word.AUTOMATIC) {
                said.remove(route);
            } else {
                said.put(route, Said.of(word, atMost));
            }
            known.force(word, atMost);
        });
        return steering.isPresent();
    }

    @Override
    public int minimumCalls(BreakerId breaker) {
        return of(breaker.route())
                .map(steering -> steering.minimumCalls(breaker.handledBy()))
                .orElse(0);
    }

    @Override
    public Duration remainingOpen(BreakerId breaker) {
        return of(breaker.route())
                .map(steering -> steering.remainingOpen(breaker.handledBy()))
                .orElse(Duration.ZERO);
    }

    /** An advisor whose failure is never a request's. */
    private static final class SafeAdvisor implements BreakerAdvisor {
        private final BreakerAdvisor advisor;
        private final AtomicBoolean told = new AtomicBoolean();

        SafeAdvisor(BreakerAdvisor advisor) {
            this.advisor = advisor;
        }

        @Override
        public boolean mayTry(BreakerId breaker) {
            try {
                return advisor.mayTry(breaker);
            } catch (RuntimeException e) {
                tell(e);
                return true;
            }
        }

        @Override
        public void failing(BreakerId breaker, int inARow) {
            try {
                advisor.failing(breaker, inARow);
            } catch (RuntimeException e) {
                tell(e);
            }
        }

        @Override
        public void foundWell(BreakerId breaker) {
            try {
                advisor.foundWell(breaker);
            } catch (RuntimeException e) {
                tell(e);
            }
        }

        private void tell(RuntimeException e) {
            if (told.compareAndSet(false, true)) {
                LOG.warn("{} failed; it is told of once", advisor.getClass().getName(), e);
            }
        }
    }
}
