package io.breakwater.internal.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one kind of value from text. Every parser is made by a static method: numbers and quantities in
 * {@link QuantityParsers}, texts in {@link TextParsers}, what describes a route in {@link RouteParsers}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the type of the value
 */
final class Parser<T> {

    /** The word for an absent value, wherever a value may be absent; an empty text is always an error. */
    static final String NONE = "none";

    private final String type;
    private final String allowed;
    private final List<String> choices;
    private final Function<String, T> reading;

    private Parser(String type, String allowed, Collection<String> choices, Function<String, T> reading) {
        this.type = type;
        this.allowed = allowed;
        this.choices = List.copyOf(choices);
        this.reading = reading;
    }

    /** Returns a parser that reads with {@code reading}, which throws an exception as {@link #parse} does. */
    static <T> Parser<T> of(String type, String allowed, Function<String, T> reading) {
        return new Parser<>(type, allowed, List.of(), reading);
    }

    /** Returns a parser of true and false. */
    static Parser<Boolean> bool() {
        return ofWords("boolean", Map.of("true", true, "false", false));
    }

    /** Returns a parser of the names of an enum's constants, as {@code spelled} changes them. */
    static <E extends Enum<E>> Parser<E> ofConstants(Class<E> type, UnaryOperator<String> spelled) {
        return ofWords(
                "choice",
                Stream.of(type.getEnumConstants()).collect(Collectors.toMap(c -> spelled.apply(c.name()), c -> c)));
    }

    /** Returns a parser of the names of an enum's constants in lower case. */
    static <E extends Enum<E>> Parser<E> ofConstants(Class<E> type) {
        return ofConstants(type, name -> name.toLowerCase(Locale.ROOT));
    }

    private static <T> Parser<T> ofWords(String type, Map<String, T> meanings) {
        // Sorted, so that messages list the words in the same order each time.
        Map<String, T> sorted = new TreeMap<>(meanings);
        return new Parser<>(type, String.join(" or ", sorted.keySet()), sorted.keySet(), text -> word(text, sorted));
    }

    private static <T> T word(String text, Map<String, T> meanings) {
        T value = meanings.get(text);
        if (value != null) {
            return value;
        }
        String folded = text.toLowerCase(Locale.ROOT).replace('-', '_');
        String hint = meanings.keySet().stream()
                .filter(word -> word.toLowerCase(Locale.ROOT).equals(folded))
                .findFirst()
                .map(word -> ": write " + word)
                .orElse("");
        throw new IllegalArgumentException("is none of the words allowed" + hint);
    }

    /**
     * Reads a value.
     *
     * @param text without space around it, not empty
     * @throws IllegalArgumentException when the value is not allowed; the message continues "the value …" and says what to
     *     write instead where that can be guessed
     */
    T parse(String text) {
        return reading.apply(text);
    }

    /** Returns the kind of value in a word or two, for references. */
    String type() {
        return type;
    }

    /** Returns what is allowed, in words that continue "allowed:". */
    String allowed() {
        return allowed;
    }

    /** Returns the words that are allowed, in order, if the value is one of a few words; empty for any other type. */
    List<String> choices() {
        return choices;
    }

    /** Returns a parser of the same text that converts the value to another type. */
    <R> Parser<R> as(Function<? super T, ? extends R> conversion) {
        return of(type, allowed, text -> conversion.apply(parse(text)));
    }

    /** Returns a parser that also accepts the word {@code nothing}, for an absent value. */
    Parser<Optional<T>> or(String nothing) {
        return of(
                type,
                nothing + ", or " + allowed,
                text -> text.equals(nothing) ? Optional.empty() : Optional.of(parse(text)));
    }

    /** Returns the items of a comma-separated list. */
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
}
