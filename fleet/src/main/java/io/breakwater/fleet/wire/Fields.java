package io.breakwater.fleet.wire;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Names and values on one line, such as {@code v=1&type=opened}: short, bounded, and readable for who looks at it with Redis' own tools.
 * What cannot be read is nothing. Not thread-safe.
 */
public final class Fields {

    /** The version that this code writes, and the only one that it reads. */
    private static final String VERSION = "1";

    private static final String VERSION_KEY = "v";
    private static final int MOST_FIELDS = 32;

    private final Map<String, String> values;

    private Fields(Map<String, String> values) {
        this.values = values;
    }

    /** Returns what is to be written, with nothing in it yet. */
    public static Fields create() {
        Fields fields = new Fields(new LinkedHashMap<>());
        return fields.with(VERSION_KEY, VERSION);
    }

    /** Adds a field. */
    public Fields with(String name, String value) {
        values.put(name, value);
        return this;
    }

    /** Adds a number. */
    public Fields with(String name, long value) {
        return with(name, Long.toString(value));
    }

    /** Reads a line of at most so many characters; empty when it is longer, of another version, or not such a line. */
    public static Optional<Fields> parse(String line, int longest) {
        if (line.length() > longest || line.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            return Optional.empty();
        }
        String[] pairs = line.split("&", MOST_FIELDS + 1);
        if (pairs.length > MOST_FIELDS) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : pairs) {
            int sign = pair.indexOf('=');
            if (sign <= 0) {
                return Optional.empty();
            }
            try {
                values.put(
                        pair.substring(0, sign), URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                // Not written by any replica, which is all there is to say of it.
                return Optional.empty();
            }
        }
        return VERSION.equals(values.get(VERSION_KEY)) ? Optional.of(new Fields(values)) : Optional.empty();
    }

    /** Returns a text of one to so many characters, none of which is a control character; empty for any other. */
    public Optional<String> text(String name, int longest) {
        return Optional.ofNullable(values.get(name))
                .filter(text -> !text.isEmpty() && text.length() <= longest)
                .filter(text -> text.codePoints().noneMatch(Character::isISOControl));
    }

    /** Returns a whole number within bounds; empty for any other. */
    public OptionalLong number(String name, long least, long most) {
        String text = values.get(name);
        if (text == null || !text.matches("\\d{1,15}")) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(text);
        return number >= least && number <= most ? OptionalLong.of(number) : OptionalLong.empty();
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
