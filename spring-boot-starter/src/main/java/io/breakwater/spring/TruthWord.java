package io.breakwater.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;

/**
 * The word in a file that YAML 1.1 has read as a truth value, off or Yes say. What it was is told by the file alone, and by the
 * line and column where Boot says that the value stands.
 */
final class TruthWord {

    private static final Pattern WORD = Pattern.compile("(?i)on|off|yes|no|true|false");

    private TruthWord() {}

    /** That word; empty where none stands there, or the file can't be looked at. */
    static Optional<String> at(@Nullable Origin origin) {
        if (!(origin instanceof TextResourceOrigin text) || text.getResource() == null || text.getLocation() == null) {
            return Optional.empty();
        }
        List<String> lines = lines(text.getResource());
        int line = text.getLocation().getLine();
        int column = text.getLocation().getColumn();
        if (line >= lines.size() || column >= lines.get(line).length()) {
            return Optional.empty();
        }
        Matcher word =
                WORD.matcher(lines.get(line)).region(column, lines.get(line).length());
        return word.lookingAt() ? Optional.of(word.group()) : Optional.empty();
    }

    private static List<String> lines(Resource resource) {
        try {
            return resource.getContentAsString(StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " has been read just now, and can't be any more", e);
        }
    }
}
