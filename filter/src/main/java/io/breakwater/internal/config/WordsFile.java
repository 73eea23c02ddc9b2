package io.breakwater.internal.config;

import io.breakwater.config.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A file of a page's messages, with its problems in the form of those of a file of settings. Immutable. */
public final class WordsFile {

    private static final String LINKS = "links";

    private final Map<String, String> words;
    private final List<Problem> problems;

    private WordsFile(Map<String, String> words, List<Problem> problems) {
        this.words = Map.copyOf(words);
        this.problems = List.copyOf(problems);
    }

    /**
     * Reads such a file.
     *
     * @param name the name of the file in problems
     * @param isKnown whether a page has a message with this key
     * @param known the keys to list and to suggest
     */
    public static WordsFile read(String name, String text, Predicate<String> isKnown, Collection<String> known) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> words = new HashMap<>();
        for (RawEntry entry : PropertiesText.entries(name, text, any -> true, problems)) {
            words.put(entry.key(), entry.value());
            if (!isKnown.test(entry.key())) {
                problems.add(unknown(entry, known));
            } else if (entry.key().equals(LINKS)) {
                checkLinks(entry, problems);
            }
        }
        return new WordsFile(words, problems);
    }

    private static Problem unknown(RawEntry entry, Collection<String> known) {
        return Problems.of(
                entry.origin(),
                entry.key(),
                Optional.of(entry.value()),
                "is a key that no page has",
                Optional.of(known + " and routes.<name>.label"),
                Suggestions.nearest(entry.key(), known));
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
        return words;
    }

    /** Returns the problems, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
