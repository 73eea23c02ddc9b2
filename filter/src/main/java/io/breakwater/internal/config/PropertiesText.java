package io.breakwater.internal.config;

import io.breakwater.config.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a properties file with the line each key stands on, which {@link Properties} does not report. This class
 * finds where an entry begins and ends; {@link Properties} decodes the entry.
 */
final class PropertiesText {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n|\\z");

    private final String name;
    private final Predicate<String> isOurs;
    private final List<Problem> problems;
    private final Map<String, RawEntry> entries = new LinkedHashMap<>();

    private PropertiesText(String name, Predicate<String> isOurs, List<Problem> problems) {
        this.name = name;
        this.isOurs = isOurs;
        this.problems = problems;
    }

    /**
     * Returns the entries in the order of the file, each with {@code name:line} as its origin.
     *
     * @param isOurs whether a key, or a line that begins with it, may be quoted
     * @param problems receives what cannot be read, and duplicate keys
     */
    static List<RawEntry> entries(String name, String text, Predicate<String> isOurs, List<Problem> problems) {
        PropertiesText reader = new PropertiesText(name, isOurs, problems);
        reader.read(text.startsWith("\ufeff") ? text.substring(1) : text);
        return new ArrayList<>(reader.entries.values());
    }

    private void read(String text) {
        Matcher ends = LINE_END.matcher(text);
        int number = 0;
        int start = 0;
        int firstLine = 1;
        for (int lineStart = 0; lineStart < text.length(); lineStart = ends.end()) {
            // The end of the text matches, too, so there always is a match.
            ends.find(lineStart);
            number++;
            String line = text.substring(lineStart, ends.start());
            if (lineStart == start) {
                firstLine = number;
            }
            boolean comment = lineStart == start && isBlankOrComment(line);
            if (comment || !continues(line) || ends.end() == text.length()) {
                readEntry(text.substring(start, ends.end()), firstLine);
                start = ends.end();
            }
        }
    }

    private static boolean isBlankOrComment(String line) {
        int start = 0;
        while (start < line.length() && " \t\f".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        return start == line.length() || line.charAt(start) == '#' || line.charAt(start) == '!';
    }

    /** Returns whether an odd number of backslashes ends the line; a pair is an escaped backslash. */
    private static boolean continues(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    private void readEntry(String logical, int line) {
        String origin = name + ":" + line;
        Properties decoded = new Properties();
        try {
            decoded.load(new StringReader(logical));
        } catch (IllegalArgumentException e) {
            problems.add(Problems.of(
                    origin,
                    isOurs.test(logical.strip()) ? logical.strip().split("[=:\\s]", 2)[0] : "a line",
                    Optional.empty(),
                    "has a broken \\u escape",
                    Optional.of("\\u and four hexadecimal digits, or the character itself, as the file is UTF-8"),
                    Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
        }
        for (String key : decoded.stringPropertyNames()) {
            add(new RawEntry(key, decoded.getProperty(key, ""), origin));
        }
    }

    private void add(RawEntry entry) {
        RawEntry earlier = entries.putIfAbsent(entry.key(), entry);
        if (earlier != null) {
            problems.add(
                    isOurs.test(entry.key())
                            ? Problems.unknown(
                                    entry,
                                    "is there twice: " + earlier.origin() + " has it, too; keep one of the two",
                                    Optional.empty())
                            : Problems.foreign(entry.origin()));
        }
    }
}
