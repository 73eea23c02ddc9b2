package io.breakwater.internal.page;

import io.breakwater.page.TemplateException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/**
 * A template's text and where it is from.
 *
 * @param name the template as the settings name it
 * @param text its text, with line feeds only
 */
record TemplateSource(String name, String text) {

    private static final String ROOM = Resource.CLASSPATH + "io/breakwater/page/";

    static final String BUILT_IN = ROOM + "default.mustache";

    /** The line of the built-in template that the theme takes. */
    private static final String THEME = "/* theme */\n";

    /** Far above any page one would serve while something is broken, and far below what would hurt to hold. */
    private static final int MAX_BYTES = 1024 * 1024;

    /** Our template in the colours of a theme, without the blanks that only people need. */
    static TemplateSource builtIn(ThemeColours colours) {
        String text =
                load(BUILT_IN).text().replace(THEME, load(ROOM + colours.file()).text());
        return new TemplateSource(BUILT_IN, TemplateMinifier.html(text));
    }

    boolean isBuiltIn() {
        return name.equals(BUILT_IN);
    }

    /**
     * Reads a template.
     *
     * @param location {@code classpath:…} or a file's path
     * @throws TemplateException when it cannot be read
     */
    static TemplateSource load(String location) {
        try (InputStream in = Resource.open(location)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw TemplateException.unreadable(location, "the template is larger than 1 MB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new TemplateSource(location, normalized(text));
        } catch (CharacterCodingException e) {
            throw TemplateException.unreadable(location, "the template is not UTF-8", e);
        } catch (FileNotFoundException | NoSuchFileException | InvalidPathException e) {
            throw TemplateException.missing(location, "a file's path and classpath:<resource>", e);
        } catch (IOException e) {
            throw TemplateException.unreadable(location, "the template cannot be read: " + e, e);
        }
    }

    /** Browsers hash a block after they have turned every line end into a line feed, so the text has to have them, too. */
    private static String normalized(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        return lines.startsWith("\uFEFF") ? lines.substring(1) : lines;
    }
}
