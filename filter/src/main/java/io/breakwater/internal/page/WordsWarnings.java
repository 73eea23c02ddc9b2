package io.breakwater.internal.page;

import io.breakwater.internal.config.WordsFile;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is odd about the app's own words, though pages can be made of them. */
final class WordsWarnings {

    private final Set<String> routes;
    private final List<String> warnings = new ArrayList<>();

    private WordsWarnings(Set<String> routes) {
        this.routes = routes;
    }

    /**
     * A line for each.
     *
     * @param offered the tags of the languages that any page speaks
     * @param routes the names of the routes
     */
    static List<String> of(Set<String> offered, Set<String> routes) {
        WordsWarnings check = new WordsWarnings(routes);
        Set<String> names = Resource.names(Languages.OWN_PREFIX, Languages.OWN_SUFFIX);
        offered.forEach(tag -> names.add(name(tag)));
        Languages.BUILT_IN.forEach(tag -> names.add(name(tag)));
        for (String name : names) {
            String tag = name.substring(Languages.OWN_PREFIX.length(), name.length() - Languages.OWN_SUFFIX.length());
            Optional<URL> own = Resource.find(name);
            if (own.isPresent() && offered.contains(tag)) {
                check.read(tag, own.get());
            } else if (own.isPresent()) {
                check.warnings.add(own.get() + " is read by nobody: page.languages does not list " + tag);
            }
        }
        return check.warnings;
    }

    private static String name(String tag) {
        return Languages.OWN_PREFIX + tag + Languages.OWN_SUFFIX;
    }

    private void read(String tag, URL own) {
        boolean known = Languages.BUILT_IN.contains(tag);
        Messages base = known ? Messages.builtIn(tag) : Messages.english();
        WordsFile file = Messages.file(base, own);
        warnings.addAll(file.unknownRoutes(routes));
        Set<String> missing = new TreeSet<>(base.keys());
        missing.removeAll(file.words().keySet());
        if (!known && !missing.isEmpty()) {
            warnings.add(own + " lacks " + missing.size() + " words, which visitors read in English: "
                    + String.join(", ", missing));
        }
    }
}
