package io.breakwater.internal.page;

import io.breakwater.internal.config.PageSettings;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The languages of a page, and the choice among them (RFC 4647, section 3.4: lookup). The set is fixed, so no request can
 * make it grow. Built-in messages are read on first use; those of the app at the start.
 *
 * <p>Thread-safe.
 */
final class Languages {

    /** English first, for visitors who accept none of these languages. */
    static final List<String> BUILT_IN = List.of(
            "en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "tr", "uk", "ru", "ar", "he", "hi", "zh", "zh-Hant",
            "ja", "ko");

    /** What a file of the app's own words is called, with the language's tag in between. */
    static final String OWN_PREFIX = "breakwater-page_";

    static final String OWN_SUFFIX = ".properties";

    private final String first;

    /** The tags by their lower-case form. */
    private final Map<String, String> tags = new LinkedHashMap<>();

    private final Map<String, LocalizedMessages> wordings = new ConcurrentHashMap<>();

    private Languages(List<String> offered) {
        for (String tag : offered) {
            tags.put(tag.toLowerCase(Locale.ROOT), tag);
        }
        this.first = offered.get(0);
    }

    /**
     * Returns the languages in the settings.
     *
     * @throws IllegalArgumentException when a language has no messages; the message continues "the value …"
     * @throws WordsException when the app's own messages have problems
     */
    static Languages of(List<String> names) {
        List<String> offered = offered(names);
        Languages languages = new Languages(offered);
        offered.forEach(languages::readOwn);
        return languages;
    }

    /** The tags that the settings name, each once. */
    static List<String> offered(List<String> names) {
        return names.stream()
                .flatMap(name -> name.equals(PageSettings.ALL_LANGUAGES) ? BUILT_IN.stream() : List.of(name).stream())
                .distinct()
                .toList();
    }

    /** English alone. */
    static Languages english() {
        return of(List.of("en"));
    }

    private void readOwn(String tag) {
        String file = OWN_PREFIX + tag + OWN_SUFFIX;
        Optional<URL> own = Resource.find(file);
        boolean known = BUILT_IN.contains(tag);
        if (own.isPresent()) {
            Messages messages = known ? Messages.builtIn(tag).with(own.get()) : Messages.of(tag, own.get());
            wordings.put(tag, new LocalizedMessages(messages));
        } else if (!known) {
            throw new IllegalArgumentException(
                    "lists " + tag + ", for which there are no words; put " + file + " on the class path");
        }
    }

    /** Returns the tags, in the order of the settings. */
    List<String> tags() {
        return List.copyOf(tags.values());
    }

    /** Returns the messages for visitors who accept none of the languages. */
    LocalizedMessages first() {
        return localized(first);
    }

    /**
     * Returns the messages of the language that {@code acceptLanguage} prefers, in bounded time and without an exception for
     * any input.
     */
    LocalizedMessages choose(@Nullable String acceptLanguage) {
        for (LanguageRanges.Range range : LanguageRanges.parse(acceptLanguage)) {
            Optional<String> tag = lookup(normalized(range.tag()));
            if (tag.isPresent()) {
                return localized(tag.get());
            }
        }
        return first();
    }

    /** Returns the messages for {@code locale}, which {@link #choose} returned. */
    LocalizedMessages of(Locale locale) {
        return lookup(locale.toLanguageTag().toLowerCase(Locale.ROOT))
                .map(this::localized)
                .orElseGet(this::first);
    }

    private Optional<String> lookup(String range) {
        String rest = range;
        while (!rest.isEmpty()) {
            String tag = tags.get(rest);
            if (tag != null) {
                return Optional.of(tag);
            }
            int hyphen = rest.lastIndexOf('-');
            rest = hyphen < 0 ? "" : rest.substring(0, hyphen);
        }
        return Optional.empty();
    }

    private LocalizedMessages localized(String tag) {
        return wordings.computeIfAbsent(tag, missing -> new LocalizedMessages(Messages.builtIn(missing)));
    }

    /** Replaces old codes, and regions of Chinese by scripts, because browsers send the region where the script matters. */
    private static String normalized(String range) {
        if (range.startsWith("zh-") && !range.startsWith("zh-hans")) {
            boolean traditional = List.of(range.split("-", -1)).stream()
                    .anyMatch(part -> List.of("hant", "tw", "hk", "mo").contains(part));
            return traditional ? "zh-hant" : range;
        }
        if (range.equals("iw") || range.startsWith("iw-")) {
            return "he";
        }
        return range;
    }
}
