package io.breakwater;

import io.breakwater.internal.config.InjectSettings;
import io.breakwater.internal.inject.InjectionBoard;
import io.breakwater.observe.Injection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts and ends what is injected for a game day while the app runs. What an operator says here goes before the settings: a start holds
 * until its end, or until somebody ends it; an end holds for as long as the settings say the same. Both outlive a reload, and neither outlives
 * the process, nor is it known to another one.
 *
 * <p>Thread-safe.
 */
public final class InjectionSwitch {

    private final InjectionBoard board;

    InjectionSwitch(InjectionBoard board) {
        this.board = board;
    }

    /** Returns what is injected now, the route for everything else first. */
    public List<Injection> current() {
        return board.current();
    }

    /**
     * Injects failures on a route, in place of what may be injected there.
     *
     * @param route the route's name
     * @param what what and for whom, as the settings {@code inject.…} would say it, by their keys without {@code inject.}: {@code fault},
     *     {@code latency}, {@code status}, {@code cut-after}, {@code percent}, {@code header}, {@code until}, {@code votes}, {@code confirm}
     * @param by who has said so, for the log and other operators
     * @param reason why, for them too; empty for no reason given
     * @throws IllegalArgumentException when there is no such route, it is only observed, or the settings would refuse it; the message has no
     *     secret in it
     */
    public void start(String route, Map<String, String> what, String by, Optional<String> reason) {
        board.start(route, InjectSettings.parse(what), by, reason);
    }

    /**
     * Ends what is injected, whoever has ordered it.
     *
     * @param route the route's name; empty for all
     * @param by who has said so
     * @return whether there was anything
     * @throws IllegalArgumentException when there is no such route
     */
    public boolean end(Optional<String> route, String by) {
        return board.end(route, by);
    }
}
