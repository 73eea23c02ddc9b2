package io.breakwater.internal.page;

import io.breakwater.internal.util.Utf8;
import io.breakwater.page.TemplateException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/**
 * The text of a template, with its location. Immutable.
 *
 * @param name the location, as in the settings
 * @param text the text, with line feeds only
 */
record TemplateSource(String name, String text) {

    private static final String ROOM = Resource.CLASSPATH + "io/breakwater/page/";

    static final String BUILT_IN = ROOM + "default.mustache";

    /** The line of the built-in template that the theme replaces. */
    private static final String THEME = "/* theme */\n";

    /** Far more than any page needs, and little enough to hold in memory. */
    private static final int MAX_BYTES = 1024 * 1024;

    /** Returns the built-in template with the colours of a theme, minified. */
    static TemplateSource builtIn(ThemeColours colours) {
        String text =
                load(BUILT_IN).text().replace(THEME, load(ROOM + colours.file()).text());
        return new TemplateSource(BUILT_IN, TemplateMinifier.html(text));
    }

    /** The line of a position in the text, the first being 1. */
    int line(int position) {
        return 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    boolean isBuiltIn() {
        return name.equals(BUILT_IN);
    }

    /**
     * Reads a template.
     *
     * @param location {@code classpath:…} or a file's path
     * @throws TemplateException when the template cannot be read
     */
    static TemplateSource load(String location) {
        try (InputStream in = Resource.open(location)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw TemplateException.unreadable(location, "the template is larger than 1 MB");
            }
            return new TemplateSource(location, normalized(Utf8.decode(bytes)));
        } catch (Utf8.MalformedException e) {
            throw TemplateException.at(location, e.line(), "the template is not UTF-8", null);
        } catch (FileNotFoundException | NoSuchFileException | InvalidPathException e) {
            throw TemplateException.missing(location, "a file's path and classpath:<resource>", e);
        } catch (IOException e) {
            throw TemplateException.unreadable(location, "the template cannot be read: " + e, e);
        }
    }

    /** Replaces every line end by a line feed, as browsers do before they hash a block. */
    private static String normalized(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        return lines.startsWith("\uFEFF") ? lines.substring(1) : lines;
    }
}
