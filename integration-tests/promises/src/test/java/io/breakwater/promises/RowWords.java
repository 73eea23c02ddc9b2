package io.breakwater.promises;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What a promise means to a reader, by its name. */
final class RowWords {
    private static final Properties WORDS = load();

    private RowWords() {}

    private static Properties load() {
        Properties words = new Properties();
        try (InputStream file = RowWords.class.getResourceAsStream("rows.properties")) {
            if (file == null) {
                throw new IllegalStateException("no rows.properties on the class path");
            }
            words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The words of a row.
     *
     * @throws IllegalStateException when there are none
     */
    static String of(String promise) {
        String words = WORDS.getProperty(promise);
        if (words == null) {
            throw new IllegalStateException("rows.properties has no words for the promise " + promise);
        }
        return words;
    }
}
