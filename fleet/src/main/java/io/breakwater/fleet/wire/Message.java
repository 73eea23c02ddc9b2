package io.breakwater.fleet.wire;

import io.breakwater.observe.BreakerId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a replica tells all others. Immutable.
 *
 * @param type what has happened
 * @param replica who tells
 * @param breaker of which circuit breaker
 * @param number what belongs to the type; a duration, never an instant, since clocks differ
 */
public record Message(Type type, String replica, BreakerId breaker, long number) {

    private static final int LONGEST = 1_024;
    private static final int LONGEST_ROUTE = 100;
    private static final int LONGEST_HANDLER = 300;
    private static final long MOST_MILLIS = 3_600_000;

    /** What may be told. */
    public enum Type {
        /** A circuit breaker has opened, for {@code number} milliseconds. */
        OPENED,
        /** So many calls have failed in a row. */
        FAILING,
        /** A circuit breaker has closed, because its trials succeeded. */
        RECOVERED,
        /** The calls that were to decide have succeeded. */
        WELL,
        /** A replica has joined. */
        HELLO,
        /** An operator has said something: it is to be read. */
        WORD
    }

    /** Returns a message that fits what {@link #parse} reads; empty when a name in it is too long. */
    public Optional<String> line() {
        Fields fields = Fields.create()
                .with("type", type.name().toLowerCase(Locale.ROOT))
                .with("replica", replica)
                .with("route", breaker.route())
                .with("n", number);
        breaker.handledBy().ifPresent(pattern -> fields.with("handler", pattern));
        String line = fields.toString();
        return parse(line).map(read -> line);
    }

    /** Reads a message; empty for whatever is none. */
    public static Optional<Message> parse(String line) {
        return Fields.parse(line, LONGEST).flatMap(Message::of);
    }

    private static Optional<Message> of(Fields fields) {
        Optional<Type> type = fields.text("type", LONGEST_ROUTE).flatMap(name -> Arrays.stream(Type.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst());
        Optional<String> replica = Names.replica(fields, "replica");
        Optional<String> route = fields.text("route", LONGEST_ROUTE);
        Optional<String> handler = fields.text("handler", LONGEST_HANDLER);
        long number = fields.number("n", 0, MOST_MILLIS).orElse(-1);
        return type.isEmpty() || replica.isEmpty() || route.isEmpty() || number < 0
                ? Optional.empty()
                : Optional.of(new Message(type.get(), replica.get(), new BreakerId(route.get(), handler), number));
    }
}
