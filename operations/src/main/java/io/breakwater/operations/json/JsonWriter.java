package io.breakwater.operations.json;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * Writes JSON (RFC 8259) that is safe inside HTML as well: in strings {@code <}, {@code >}, {@code &} and the line separators of
 * JavaScript are escaped. What is absent is left out, durations are milliseconds, and times are ISO 8601. Not thread-safe.
 */
public final class JsonWriter {

    private static final int HEX_DIGITS = 4;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double THOUSAND = 1e3;

    private final StringBuilder text = new StringBuilder();
    private boolean needsComma;

    /** Writes a value that is an object. */
    public JsonWriter object(Runnable fields) {
        return enclosed('{', fields, '}');
    }

    /** Writes a value that is a list. */
    public <T> JsonWriter array(Iterable<T> items, BiConsumer<JsonWriter, T> item) {
        return enclosed('[', () -> items.forEach(value -> item.accept(this, value)), ']');
    }

    private JsonWriter enclosed(char open, Runnable content, char close) {
        comma();
        text.append(open);
        needsComma = false;
        content.run();
        text.append(close);
        needsComma = true;
        return this;
    }

    /** Writes the name of a field, whose value is to follow. */
    public JsonWriter name(String name) {
        string(name);
        text.append(':');
        needsComma = false;
        return this;
    }

    /** Writes a field with a text. */
    public JsonWriter field(String name, String value) {
        return name(name).string(value);
    }

    /** Writes a field with a text, if there is one. */
    public JsonWriter field(String name, Optional<String> value) {
        value.ifPresent(present -> field(name, present));
        return this;
    }

    /** Writes a field with a whole number. */
    public JsonWriter field(String name, long value) {
        name(name);
        return raw(Long.toString(value));
    }

    /** Writes a field with a whole number, if there is one. */
    public JsonWriter field(String name, OptionalInt value) {
        value.ifPresent(present -> field(name, present));
        return this;
    }

    /** Writes a field with a number, to three decimals; one that is not finite is left out, since JSON has none. */
    public JsonWriter field(String name, double value) {
        if (Double.isFinite(value)) {
            name(name);
            raw(decimal(value));
        }
        return this;
    }

    /** Writes a field with a truth value. */
    public JsonWriter field(String name, boolean value) {
        name(name);
        return raw(Boolean.toString(value));
    }

    /** Writes a field with milliseconds, to three decimals. */
    public JsonWriter field(String name, Duration value) {
        return field(name, value.toNanos() / NANOS_PER_MILLI);
    }

    /** Writes a field with a time. */
    public JsonWriter field(String name, Instant value) {
        return field(name, value.toString());
    }

    /** Writes a value that is a text. */
    public JsonWriter string(String value) {
        comma();
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            append(value.charAt(i));
        }
        text.append('"');
        needsComma = true;
        return this;
    }

    private JsonWriter raw(String value) {
        comma();
        text.append(value);
        needsComma = true;
        return this;
    }

    private void comma() {
        if (needsComma) {
            text.append(',');
        }
    }

    private void append(char c) {
        boolean plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
        boolean letter = c >= 0xa0 && c != '\u2028' && c != '\u2029' && !Character.isSurrogate(c);
        if (plain || letter) {
            text.append(c);
        } else {
            String hex = Integer.toHexString(c);
            text.append("\\u").append("0".repeat(HEX_DIGITS - hex.length())).append(hex);
        }
    }

    private static String decimal(double value) {
        double rounded = Math.rint(value * THOUSAND) / THOUSAND;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < Long.MAX_VALUE / THOUSAND
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }

    /** Returns what has been written. */
    @Override
    public String toString() {
        return text.toString();
    }
}
