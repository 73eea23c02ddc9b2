package io.breakwater.fleet.wire;

import io.breakwater.observe.BreakerSteering;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an operator has said of a route. How long it holds is the key's time to live. Immutable.
 *
 * @param route the route's name
 * @param replica for which replica; empty for all
 * @param says what holds
 * @param by who has said so
 * @param reason why; empty for no reason given
 * @param revision higher than that of what was said before of the same
 */
public record Word(
        String route,
        Optional<String> replica,
        BreakerSteering.Word says,
        String by,
        Optional<String> reason,
        long revision) {

    /** How long names and reasons may be. */
    public static final int LONGEST_TEXT = 200;

    private static final int LONGEST = 4_096;
    private static final long MOST_REVISIONS = 999_999_999_999L;

    /** Returns of what something has been said: a later word about the same takes the place of this one. */
    public String target() {
        return Fields.create()
                .with("route", route)
                .with("replica", replica.orElse("*"))
                .toString();
    }

    /** Returns the word as text. */
    public String line() {
        Fields fields = Fields.create()
                .with("route", route)
                .with("says", says.name())
                .with("by", by)
                .with("revision", revision);
        replica.ifPresent(name -> fields.with("replica", name));
        reason.ifPresent(why -> fields.with("reason", why));
        return fields.toString();
    }

    /** Reads a word; empty for whatever is none. */
    public static Optional<Word> parse(String line) {
        return Fields.parse(line, LONGEST).flatMap(fields -> {
            Optional<String> route = fields.text("route", LONGEST_TEXT);
            Optional<BreakerSteering.Word> says = fields.text("says", LONGEST_TEXT)
                    .flatMap(name -> Arrays.stream(BreakerSteering.Word.values())
                            .filter(known -> known.name().equals(name))
                            .findFirst());
            Optional<String> by = fields.text("by", LONGEST_TEXT);
            return route.isEmpty() || says.isEmpty() || by.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Word(
                            route.get(),
                            Names.replica(fields, "replica"),
                            says.get(),
                            by.get(),
                            fields.text("reason", LONGEST_TEXT),
                            fields.number("revision", 0, MOST_REVISIONS).orElse(0)));
        });
    }
}
