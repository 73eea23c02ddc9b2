package io.breakwater.operations.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts, numbers and truth values as JSON (RFC 8259). Stateless. */
final class Json {

    private Json() {}

    /** Returns an object of names and values in turn; an empty value is left out. */
    static Map<String, Object> object(Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            String name = String.valueOf(pairs[i]);
            Object value = pairs[i + 1];
            if (value instanceof Optional<?> maybe) {
                maybe.ifPresent(present -> object.put(name, present));
            } else {
                object.put(name, value);
            }
        }
        return object;
    }

    static String of(@Nullable Object value) {
        StringBuilder out = new StringBuilder(4096);
        write(value, out);
        return out.append('\n').toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            char before = '{';
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                quote(String.valueOf(entry.getKey()), out.append(before));
                write(entry.getValue(), out.append(':'));
                before = ',';
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            char before = '[';
            for (Object item : list) {
                write(item, out.append(before));
                before = ',';
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value == null) {
            out.append("null");
        } else {
            quote(value.toString(), out);
        }
    }

    /** Escapes more than JSON asks for, so that the text is harmless in HTML and in scripts too. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c < 0x7F && "\"\\<>&'".indexOf(c) < 0;
            if (plain || Character.isLetterOrDigit(c)) {
                out.append(c);
            } else {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        out.append('"');
    }
}
