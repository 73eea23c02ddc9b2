package io.breakwater.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads one kind of value from text. Implementations are immutable. */
interface Parser<T> {

    /** The word that stands for "nothing" wherever a value may be absent; an empty text is always a mistake. */
    String NONE = "none";

    /**
     * Reads a value.
     *
     * @param text without space around it, not empty
     * @throws IllegalArgumentException when it is not allowed; the message goes on after "the value …" and tells what to
     *     write instead where that can be guessed
     */
    T parse(String text);

    /** The kind of value in a word or two, for references. */
    String type();

    /** What is allowed, in words that go on after "allowed:". */
    String allowed();

    static <T> Parser<T> of(String type, String allowed, Function<String, T> parse) {
        return new Described<>(type, allowed, parse);
    }

    /** The same value made into another type. */
    default <R> Parser<R> as(Function<? super T, ? extends R> made) {
        return of(type(), allowed(), text -> made.apply(parse(text)));
    }

    /** The same, or nothing for one word. */
    default Parser<Optional<T>> or(String nothing) {
        return of(
                type(),
                nothing + ", or " + allowed(),
                text -> text.equals(nothing) ? Optional.empty() : Optional.of(parse(text)));
    }

    /** The parts of a comma-separated list. */
    static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            if (item.isBlank()) {
                throw new IllegalArgumentException("has an empty place in its list: remove the extra comma");
            }
            items.add(item.strip());
        }
        return items;
    }

    /** A parser made of its parts. */
    record Described<T>(String type, String allowed, Function<String, T> reading) implements Parser<T> {
        @Override
        public T parse(String text) {
            return reading.apply(text);
        }
    }
}
