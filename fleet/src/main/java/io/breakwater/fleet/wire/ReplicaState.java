package io.breakwater.fleet.wire;

import io.breakwater.observe.BreakerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a replica stands, for those who start later and for the console. Immutable.
 *
 * @param breakers its circuit breakers
 */
public record ReplicaState(List<Standing> breakers) {

    private static final int MOST = 200;
    private static final int LONGEST = 64 * 1_024;
    private static final int LONGEST_NAME = 300;
    private static final long MOST_MILLIS = 31L * 24 * 3_600_000;
    private static final Set<String> STATES =
            Set.of("CLOSED", "OPEN", "HALF_OPEN", "FORCED_OPEN", "METRICS_ONLY", "DISABLED");

    public ReplicaState {
        breakers = breakers.stream().limit(MOST).toList();
    }

    /**
     * A circuit breaker.
     *
     * @param breaker which
     * @param state its state, in Resilience4j's terms
     * @param openMillis how long it stays open yet
     * @param sinceMillis how long it has not been closed
     */
    public record Standing(BreakerId breaker, String state, long openMillis, long sinceMillis) {}

    /** Returns the state as text, a line for each circuit breaker. */
    public String text() {
        StringBuilder text = new StringBuilder(Fields.create().toString());
        for (Standing standing : breakers) {
            Fields fields = Fields.create()
                    .with("route", standing.breaker().route())
                    .with("state", standing.state())
                    .with("open", standing.openMillis())
                    .with("since", standing.sinceMillis());
            standing.breaker().handledBy().ifPresent(pattern -> fields.with("handler", pattern));
            String line = fields.toString();
            if (text.length() + line.length() < LONGEST) {
                text.append('\n').append(line);
            }
        }
        return text.toString();
    }

    /** Reads a state; empty when it is too long or of another version. Lines that cannot be read are left out. */
    public static Optional<ReplicaState> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        List<String> lines = text.lines().limit(MOST + 1L).toList();
        if (lines.isEmpty() || Fields.parse(lines.get(0), LONGEST).isEmpty()) {
            return Optional.empty();
        }
        List<Standing> breakers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Fields.parse(line, LONGEST).flatMap(ReplicaState::standing).ifPresent(breakers::add);
        }
        return Optional.of(new ReplicaState(breakers));
    }

    private static Optional<Standing> standing(Fields fields) {
        Optional<String> route = fields.text("route", LONGEST_NAME);
        Optional<String> state = fields.text("state", LONGEST_NAME).filter(STATES::contains);
        return route.isEmpty() || state.isEmpty()
                ? Optional.empty()
                : Optional.of(new Standing(
                        new BreakerId(route.get(), fields.text("handler", LONGEST_NAME)),
                        state.get(),
                        fields.number("open", 0, MOST_MILLIS).orElse(0),
                        fields.number("since", 0, MOST_MILLIS).orElse(0)));
    }
}
