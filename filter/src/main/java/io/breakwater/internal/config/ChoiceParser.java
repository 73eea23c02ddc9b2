package io.breakwater.internal.config;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one of a few words.
 *
 * @param type the kind of value, for references
 * @param choices what each word means
 */
record ChoiceParser<T>(String type, Map<String, T> choices) implements Parser<T> {

    ChoiceParser {
        // Ordered, so that messages name the words in the same order each time.
        choices = Collections.unmodifiableMap(new TreeMap<>(choices));
    }

    static Parser<Boolean> bool() {
        return new ChoiceParser<>("boolean", Map.of("true", true, "false", false));
    }

    /** Reads the names of an enum's constants after {@code spelled} changed them. */
    static <E extends Enum<E>> Parser<E> oneOf(Class<E> type, UnaryOperator<String> spelled) {
        return new ChoiceParser<>(
                "choice",
                Stream.of(type.getEnumConstants()).collect(Collectors.toMap(c -> spelled.apply(c.name()), c -> c)));
    }

    @Override
    public T parse(String text) {
        T value = choices.get(text);
        if (value != null) {
            return value;
        }
        String folded = text.toLowerCase(Locale.ROOT).replace('-', '_');
        String hint = choices.keySet().stream()
                .filter(word -> word.toLowerCase(Locale.ROOT).equals(folded))
                .findFirst()
                .map(word -> ": write " + word)
                .orElse("");
        throw new IllegalArgumentException("is none of the words allowed" + hint);
    }

    @Override
    public String allowed() {
        return String.join(" or ", choices.keySet());
    }
}
