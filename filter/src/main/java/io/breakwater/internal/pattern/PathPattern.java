package io.breakwater.internal.pattern;

import java.util.List;

/**
 * One URL pattern of a route, read and checked. Patterns are compared with the decoded path within the web app's context.
 *
 * <p>The forms are those of the Servlet specification (6.0, section 12.2) plus {@code *} for exactly one whole segment:
 *
 * <ul>
 *   <li>{@code /orders/new}: this path and no other, so not {@code /orders/new/};
 *   <li>{@code /orders/*} or {@code /orders/**}: {@code /orders} and everything below it;
 *   <li>{@code /shops/*}{@code /orders} and {@code /shops/*}{@code /orders/*}: any one shop's orders;
 *   <li>{@code *.jpg}: paths whose last segment ends in this extension, wherever they are;
 *   <li>{@code /}, {@code /*} or {@code /**}: everything that no other pattern takes.
 * </ul>
 *
 * <p>When several patterns match, the most specific one wins: any path before an extension before the catch-all, and
 * between two paths the first segment in which they differ decides: a literal segment goes before {@code *}, {@code *}
 * before the end of a prefix, and where both end, the exact one before the prefix. So the order in which patterns are
 * listed never matters.
 *
 * <p>Immutable and thread-safe. Equal values match the same paths, however they were written; {@code toString} gives the
 * pattern in its shortest spelling.
 */
public sealed interface PathPattern {

    /** The segment that stands for any one segment that is not empty. */
    String ANY_SEGMENT = "*";

    /** Longest pattern accepted, in characters, which bounds its depth too. */
    int MAX_LENGTH = 512;

    /**
     * Matches one path, in which {@link #ANY_SEGMENT} stands for any segment.
     *
     * @param segments the segments between the slashes; an empty last segment means that the path ends with a slash
     */
    record Exact(List<String> segments) implements PathPattern {
        public Exact {
            segments = List.copyOf(segments);
        }

        @Override
        public String toString() {
            return "/" + String.join("/", segments);
        }
    }

    /**
     * Matches a path and everything below it.
     *
     * @param segments the segments between the slashes, at least one and none empty
     */
    record Prefix(List<String> segments) implements PathPattern {
        public Prefix {
            segments = List.copyOf(segments);
        }

        @Override
        public String toString() {
            return "/" + String.join("/", segments) + "/*";
        }
    }

    /**
     * Matches every path whose last segment has this extension.
     *
     * @param extension the text after the last dot
     */
    record Extension(String extension) implements PathPattern {
        @Override
        public String toString() {
            return "*." + extension;
        }
    }

    /** Matches every path. */
    record CatchAll() implements PathPattern {
        @Override
        public String toString() {
            return "/*";
        }
    }

    /** Returns whether this pattern matches every path that {@code other} matches. */
    default boolean covers(PathPattern other) {
        if (this instanceof CatchAll || toString().equals(other.toString())) {
            return true;
        }
        if (this instanceof Prefix prefix && other instanceof Prefix below) {
            return PatternSyntax.begins(below.segments(), prefix.segments());
        }
        if (this instanceof Prefix prefix && other instanceof Exact path) {
            return PatternSyntax.begins(path.segments(), prefix.segments());
        }
        if (this instanceof Extension extension && other instanceof Exact path) {
            String last = path.segments().get(path.segments().size() - 1);
            return last.endsWith("." + extension.extension());
        }
        return this instanceof Exact shape
                && other instanceof Exact path
                && path.segments().size() == shape.segments().size()
                && PatternSyntax.begins(path.segments(), shape.segments());
    }

    /**
     * Reads one pattern.
     *
     * @throws IllegalArgumentException when {@code text} has none of the forms above; the message says what is wrong and
     *     what to write instead
     */
    static PathPattern parse(String text) {
        PatternSyntax.check(text);
        if (text.startsWith("*.")) {
            return new Extension(PatternSyntax.extension(text));
        }
        if (text.equals("/") || text.equals("/*") || text.equals("/**")) {
            return new CatchAll();
        }
        List<String> segments = List.of(text.substring(1).split("/", -1));
        int last = segments.size() - 1;
        String end = segments.get(last);
        boolean prefix = end.equals("*") || end.equals("**");
        for (int i = 0; i <= last; i++) {
            PatternSyntax.checkSegment(segments.get(i), i == last, text);
        }
        return prefix ? new Prefix(segments.subList(0, last)) : new Exact(segments);
    }
}
