package io.breakwater.internal.page;

import io.breakwater.internal.config.WordsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The messages of the page in one language: the file {@code messages_<tag>.properties} of Breakwater, overridden by {@code
 * breakwater-page_<tag>.properties} on the class path of the app. Immutable.
 */
final class Messages {

    /** Further keys that an app may use. */
    static final Set<String> OPTIONAL = Set.of("brand", "sentence", "footer", "links", "maintenance.sentence");

    private static final String ENGLISH = "en";

    private final Locale locale;
    private final Map<String, String> texts;

    private Messages(String tag, Map<String, String> texts) {
        this.locale = Locale.forLanguageTag(tag);
        this.texts = Map.copyOf(texts);
    }

    static Messages english() {
        return builtIn(ENGLISH);
    }

    /** Returns the built-in messages of a language. */
    static Messages builtIn(String tag) {
        // Not a ResourceBundle, because the server's default locale must not affect the page.
        URL url = Optional.ofNullable(Messages.class.getResource("/io/breakwater/page/messages_" + tag + ".properties"))
                .orElseThrow(() -> new IllegalStateException("the words for " + tag + " are missing from the jar"));
        return new Messages(tag, read(url));
    }

    /**
     * Returns these messages, overridden by those of the app.
     *
     * @throws WordsException when the file has an unknown key, or a value that cannot be read
     */
    Messages with(URL own) {
        return over(texts, locale.toLanguageTag(), own);
    }

    /** Returns the messages of a language that only the app has; missing messages are English. */
    static Messages of(String tag, URL own) {
        return over(english().texts, tag, own);
    }

    private static Messages over(Map<String, String> base, String tag, URL own) {
        WordsFile file = file(base, own);
        if (!file.problems().isEmpty()) {
            throw new WordsException(file.problems());
        }
        Map<String, String> all = new HashMap<>(base);
        all.putAll(file.words());
        return new Messages(tag, all);
    }

    /** The app's own file for a language, which may have problems. */
    static WordsFile file(Messages base, URL own) {
        return file(base.texts, own);
    }

    private static WordsFile file(Map<String, String> base, URL own) {
        return WordsFile.read(String.valueOf(own), bytes(own), base, OPTIONAL);
    }

    private static Map<String, String> read(URL url) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(bytes(url), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return texts;
    }

    private static byte[] bytes(URL url) {
        try (InputStream in = Resource.open(url)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Locale locale() {
        return locale;
    }

    /** Returns the language, as a tag for {@code lang} and {@code Content-Language}. */
    String tag() {
        return locale.toLanguageTag();
    }

    Set<String> keys() {
        return texts.keySet();
    }

    String text(String key) {
        return find(key).orElseThrow(() -> new IllegalStateException("no words for " + key + " in " + tag()));
    }

    /** Returns the message for a number, which replaces {@code {n}}. */
    String text(String key, long count) {
        return Plural.form(locale.getLanguage(), count, text(key)).replace("{n}", String.valueOf(count));
    }

    /** Returns the messages whose keys begin with {@code prefix}, without the prefix. */
    Map<String, String> under(String prefix) {
        Map<String, String> found = new HashMap<>();
        texts.forEach((key, text) -> {
            if (key.startsWith(prefix + ".")) {
                found.put(key.substring(prefix.length() + 1), text);
            }
        });
        return found;
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(texts.get(key));
    }
}
