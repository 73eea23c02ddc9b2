package io.breakwater.internal.inject;

import io.breakwater.internal.config.InjectSettings;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is injected on one route. Costs one look at a field where nothing is. Thread-safe. Internal between rooms. */
public final class RouteInjection {

    private static final double ALL = 100;

    private final String route;
    private final boolean everOn;
    private final InjectionBoard board;
    private final DoubleSupplier dice;

    /** @param route the route's name */
    public RouteInjection(String route, InjectSettings settings, InjectionBoard board) {
        this(route, settings, board, () -> ThreadLocalRandom.current().nextDouble(ALL));
    }

    /** @param dice a number from 0 to below 100 each time */
    RouteInjection(String route, InjectSettings settings, InjectionBoard board, DoubleSupplier dice) {
        this.route = route;
        this.everOn = settings.isOn();
        this.board = board;
        this.dice = dice;
    }

    /** Returns whether it is worth to ask {@link #forAttempt}. */
    public boolean isPossible() {
        return everOn || !board.isSilent();
    }

    /**
     * Returns what is injected into an attempt that begins; null for nothing.
     *
     * @param headers the values of a header that the request has, by the header's name
     */
    public @Nullable InjectedAttempt forAttempt(Function<String, List<String>> headers) {
        InjectSettings ordered = board.look(route);
        return ordered != null && isMeant(ordered, headers) ? new InjectedAttempt(ordered) : null;
    }

    private boolean isMeant(InjectSettings ordered, Function<String, List<String>> headers) {
        boolean known = ordered.header()
                .map(secret -> secret.isAmong(headers.apply(secret.header())))
                .orElse(true);
        return known && (ordered.percent() >= ALL || dice.getAsDouble() < ordered.percent());
    }
}
