package io.breakwater.page;

import io.breakwater.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The words of the page in one language: the file {@code messages.properties} beside this class. Immutable. */
final class Messages {

    private static final String ENGLISH = "messages.properties";

    private final Map<String, String> texts;

    private Messages(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    static Messages english() {
        // Not a ResourceBundle: which language the server's own locale is must not matter to a visitor.
        try (InputStream in = Messages.class.getResourceAsStream(ENGLISH)) {
            if (in == null) {
                throw new IllegalStateException(ENGLISH + " is missing from the Breakwater jar");
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> texts = new HashMap<>();
            properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
            return new Messages(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The language, as a tag for {@code lang} and {@code Content-Language}. */
    String language() {
        return text("lang");
    }

    Locale locale() {
        return Locale.forLanguageTag(language());
    }

    String text(String key) {
        return find(key).orElseThrow(() -> new IllegalStateException("no words for " + key + " in " + ENGLISH));
    }

    /** The words under {@code prefix} that fit best: the fault's own, else its status', else the general ones. */
    String text(String prefix, Fault fault, int status) {
        return Stream.of(fault.token(), String.valueOf(status), "other")
                .map(suffix -> find(prefix + "." + suffix))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no words for " + prefix + ".other in " + ENGLISH));
    }

    /** Every key under {@code prefix}, without the prefix, and its words. */
    Map<String, String> under(String prefix) {
        Map<String, String> found = new HashMap<>();
        texts.forEach((key, text) -> {
            if (key.startsWith(prefix + ".")) {
                found.put(key.substring(prefix.length() + 1), text);
            }
        });
        return found;
    }

    private Optional<String> find(String key) {
        return Optional.ofNullable(texts.get(key));
    }
}
