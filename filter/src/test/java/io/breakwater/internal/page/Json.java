package io.breakwater.internal.page;

import java.util.LinkedHashMap;
import java.util.Map;

/** A strict reader of flat JSON objects (RFC 8259) with string and integer values, as a check on what we write. */
final class Json {

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Map<String, Object> parse(String text) {
        return new Json(text).object();
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        do {
            String name = string();
            expect(':');
            if (members.put(name, value()) != null) {
                throw new IllegalArgumentException("twice: " + name);
            }
        } while (text.charAt(at++) == ',');
        at--;
        expect('}');
        if (!text.substring(at).isBlank()) {
            throw new IllegalArgumentException("more than an object: " + text.substring(at));
        }
        return members;
    }

    private Object value() {
        if (text.startsWith("true", at)) {
            at += "true".length();
            return true;
        }
        return text.charAt(at) == '"' ? string() : integer();
    }

    private Long integer() {
        int start = at;
        while (Character.isDigit(text.charAt(at))) {
            at++;
        }
        return Long.valueOf(text.substring(start, at));
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw new IllegalArgumentException("raw control character in a string: " + (int) c);
            }
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        return out.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> throw new IllegalArgumentException("no such escape: \\" + c);
        };
    }

    private void expect(char c) {
        if (text.charAt(at++) != c) {
            throw new IllegalArgumentException("expected " + c + " at " + (at - 1) + " in " + text);
        }
    }
}
