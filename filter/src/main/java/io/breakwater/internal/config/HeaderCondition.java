package io.breakwater.internal.config;

import java.util.Locale;
import java.util.Optional;

/**
 * A header that a route's requests have. Immutable.
 *
 * @param name its name, in lower case
 * @param value what one of its lines must say to the letter; empty when it only has to be there
 */
public record HeaderCondition(String name, Optional<String> value) {

    /**
     * Reads {@code X-Beta} or {@code X-Tenant: gold}.
     *
     * @throws IllegalArgumentException when it is neither; the message says what is wrong
     */
    static HeaderCondition parse(String text) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip();
        if (!TextParsers.isHeaderName(name)) {
            throw new IllegalArgumentException("has an item that does not begin with a header's name");
        }
        String value = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (colon >= 0 && value.isEmpty()) {
            throw new IllegalArgumentException(
                    "lists " + name + ", which has no value after the colon: leave the colon out for any value");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("lists " + name + " with a control character in its value");
        }
        return new HeaderCondition(name.toLowerCase(Locale.ROOT), colon < 0 ? Optional.empty() : Optional.of(value));
    }

    @Override
    public String toString() {
        return value.map(text -> name + ": " + text).orElse(name);
    }
}
