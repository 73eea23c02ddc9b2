package io.breakwater.internal.pattern;

import java.util.List;

/** Refuses what a {@link PathPattern} may not contain, and says what to write instead. */
final class PatternSyntax {

    private PatternSyntax() {}

    static void check(String text) {
        if (text.length() > PathPattern.MAX_LENGTH) {
            throw new IllegalArgumentException("a pattern is at most " + PathPattern.MAX_LENGTH + " characters long");
        }
        text.chars().forEach(c -> checkCharacter((char) c, text));
        if (text.equals("*") || text.equals("**")) {
            throw new IllegalArgumentException("'" + text + "' has no slash: write /* for everything");
        }
        if (!text.startsWith("/") && !text.startsWith("*.")) {
            throw new IllegalArgumentException("'" + text + "' must begin with a slash, or with *. for an extension");
        }
    }

    private static void checkCharacter(char c, String text) {
        switch (c) {
            case '{', '}' ->
                throw new IllegalArgumentException(
                        "'" + text + "' has a path variable: write * for a segment that may be anything");
            case '?' ->
                throw new IllegalArgumentException("'" + text
                        + "' has a '?': patterns see the path only, never the query, and '?' is no wildcard");
            case '%', ';', '#', '\\' ->
                throw new IllegalArgumentException("'" + text + "' has a '" + c
                        + "': patterns are compared with the decoded path, write it as people read it");
            default -> {
                if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                    throw new IllegalArgumentException(
                            "'" + text + "' has a space or control character in it: separate patterns with commas");
                }
            }
        }
    }

    static String extension(String text) {
        String extension = text.substring(2);
        if (extension.isEmpty() || extension.matches(".*[*/.].*")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no extension: write *. and what follows the last dot, such as *.jpg");
        }
        return extension;
    }

    static void checkSegment(String segment, boolean last, String text) {
        if (segment.isEmpty() && !last) {
            throw new IllegalArgumentException("'" + text + "' has two slashes in a row");
        }
        if (segment.equals(".") || segment.equals("..")) {
            throw new IllegalArgumentException(
                    "'" + text + "' has a '" + segment + "' segment: containers resolve those before we see the path");
        }
        if (segment.equals("**") && !last) {
            throw new IllegalArgumentException(
                    "'" + text + "' has ** before the end: write * for each segment, ** goes last only");
        }
        boolean wholeStar = segment.equals("*") || segment.equals("**");
        if (segment.contains("*") && !wholeStar) {
            throw new IllegalArgumentException(
                    "'" + text + "' has a star in only a part of a segment: a star stands for a whole"
                            + " segment, as in /orders/*, or for a name before an extension, as in *.jpg");
        }
    }

    /** Returns whether the first segments of a path match those of {@code shape}. */
    static boolean begins(List<String> path, List<String> shape) {
        if (path.size() < shape.size()) {
            return false;
        }
        for (int i = 0; i < shape.size(); i++) {
            String wanted = shape.get(i);
            boolean any = wanted.equals(PathPattern.ANY_SEGMENT) && !path.get(i).isEmpty();
            if (!any && !wanted.equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
