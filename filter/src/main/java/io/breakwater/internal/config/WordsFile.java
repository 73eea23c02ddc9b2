package io.breakwater.internal.config;

import io.breakwater.config.Problem;
import io.breakwater.internal.util.Utf8;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file of a page's messages, with its problems in the form of those of a file of settings. Immutable. */
public final class WordsFile {

    private static final String LINKS = "links";

    /** What the app calls the service behind a route, and what it says of a planned break there. */
    private static final Pattern OF_ROUTE =
            Pattern.compile("routes\\.([a-z0-9-]{1,64})\\.(label|maintenance\\.sentence)");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*\\}");

    private final List<RawEntry> entries;
    private final List<Problem> problems;

    private WordsFile(List<RawEntry> entries, List<Problem> problems) {
        this.entries = List.copyOf(entries);
        this.problems = List.copyOf(problems);
    }

    /**
     * Reads such a file.
     *
     * @param name what problems call it
     * @param bytes what stands in it
     * @param base the words that it may replace, with all the placeholders that are filled in
     * @param more the keys that it may have besides
     */
    public static WordsFile read(String name, byte[] bytes, Map<String, String> base, Set<String> more) {
        List<Problem> problems = new ArrayList<>();
        String text;
        try {
            text = Utf8.decode(bytes);
        } catch (Utf8.MalformedException e) {
            return new WordsFile(List.of(), List.of(Problems.malformed(name, e)));
        }
        List<RawEntry> entries = PropertiesText.entries(name, text, any -> true, problems);
        Set<String> known = new TreeSet<>(base.keySet());
        known.addAll(more);
        for (RawEntry entry : entries) {
            if (base.containsKey(entry.key())) {
                checkPlaceholders(entry, placeholders(base.getOrDefault(entry.key(), "")), problems);
            } else if (entry.key().equals(LINKS)) {
                checkLinks(entry, problems);
            } else if (!known.contains(entry.key())
                    && !OF_ROUTE.matcher(entry.key()).matches()) {
                problems.add(unknown(entry, known));
            }
        }
        return new WordsFile(entries, problems);
    }

    private static Problem unknown(RawEntry entry, Collection<String> known) {
        return Problems.of(
                entry.origin(),
                entry.key(),
                Optional.of(entry.value()),
                "is a key that no page has",
                Optional.of(known + ", routes.<name>.label and routes.<name>.maintenance.sentence"),
                Suggestions.nearest(entry.key(), known));
    }

    private static void checkPlaceholders(RawEntry entry, Set<String> filled, List<Problem> problems) {
        placeholders(entry.value()).stream()
                .filter(braces -> !filled.contains(braces))
                .findFirst()
                .ifPresent(braces -> problems.add(Problems.value(
                        entry,
                        "has " + braces + ", which nothing fills",
                        filled.isEmpty() ? "no braces in these words" : String.join(", ", filled))));
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void checkLinks(RawEntry entry, List<Problem> problems) {
        try {
            Brand.Link.list(entry.value());
        } catch (IllegalArgumentException e) {
            problems.add(Problems.value(entry, String.valueOf(e.getMessage()), PageBinding.LINKS.allowed()));
        }
    }

    /** Returns the messages by key. */
    public Map<String, String> words() {
        Map<String, String> words = new HashMap<>();
        entries.forEach(entry -> words.put(entry.key(), entry.value()));
        return words;
    }

    /** Returns the problems, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * Where it names a route that there is not, which another filter of the app may have all the same.
     *
     * @param routes the names of those that there are
     */
    public List<String> unknownRoutes(Collection<String> routes) {
        List<String> warnings = new ArrayList<>();
        for (RawEntry entry : entries) {
            Matcher named = OF_ROUTE.matcher(entry.key());
            if (named.matches() && !routes.contains(named.group(1))) {
                warnings.add(entry.origin() + ": " + entry.key() + " is for a route that there is not"
                        + Suggestions.nearest(named.group(1), routes)
                                .map(near -> "; did you mean routes." + near + "." + named.group(2) + "?")
                                .orElse(""));
            }
        }
        return warnings;
    }
}
