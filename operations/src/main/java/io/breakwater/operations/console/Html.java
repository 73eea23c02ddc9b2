package io.breakwater.operations.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Writes HTML and SVG in which every text and every attribute is escaped: there is no way to add what is not. Names of elements and
 * attributes come from this room's code. For one thread.
 */
final class Html {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    private static final Set<String> VOID = Set.of("meta", "link", "input", "br", "hr");

    /** Attributes that would run a script or a style of their own; the policy forbids them, and so does this. */
    private static final Pattern ACTIVE = Pattern.compile("on.*|style|srcdoc");

    private final StringBuilder out = new StringBuilder(8192);
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn
     */
    Html open(String name, String... attributes) {
        out.append('<').append(checked(name));
        for (int i = 0; i < attributes.length; i += 2) {
            if (ACTIVE.matcher(attributes[i]).matches()) {
                throw new IllegalArgumentException("no attribute " + attributes[i]);
            }
            out.append(' ').append(checked(attributes[i])).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        if (!VOID.contains(name)) {
            open.push(name);
        }
        return this;
    }

    /** Closes the element that was opened last. */
    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Adds a text. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /** Adds an element with a text. */
    Html element(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close();
    }

    /** Adds an element with what {@code content} adds to it. */
    Html element(String name, Consumer<Html> content, String... attributes) {
        open(name, attributes);
        content.accept(this);
        return close();
    }

    /** Adds an element that has no content and is not closed by itself, as those of SVG. */
    Html empty(String name, String... attributes) {
        return open(name, attributes).close();
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name: " + name);
        }
        return name;
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append((char) c);
                default -> out.appendCodePoint(isInvisible(c) ? '\uFFFD' : c);
            }
        });
    }

    /** Controls, lone surrogates, and what turns the direction of writing, so that a text cannot pose as another. */
    private static boolean isInvisible(int c) {
        return Character.isISOControl(c)
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                || c == 0x061C
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xFEFF;
    }

    /** Returns what was written; all elements must be closed. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return out.toString();
    }
}
