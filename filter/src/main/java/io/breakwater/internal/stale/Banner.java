package io.breakwater.internal.stale;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line at the end of an HTML answer that says how old it is. It has neither style nor script, so that no content security policy
 * has anything against it, and only ASCII in it, so that it is right in every charset that has ASCII in it.
 */
public final class Banner {

    /** Charsets in which a byte below 128 is that ASCII character, wherever it is. */
    private static final Pattern CHARSET = Pattern.compile(
            "text/html\\s*;(?:.*;)?\\s*charset\\s*=\\s*\"?(utf-8|us-ascii|iso-8859-\\d{1,2}|windows-125\\d)\"?\\s*(?:;.*)?",
            Pattern.CASE_INSENSITIVE);

    /** The last thing in a document: within a script or a comment, more would follow. */
    private static final Pattern END =
            Pattern.compile("</body\\s*>\\s*(?:</html\\s*>)?\\s*\\z", Pattern.CASE_INSENSITIVE);

    /** The end is in there, or nowhere. */
    private static final int LAST_BYTES = 512;

    private static final int ASCII = 128;

    private Banner() {}

    /**
     * Puts a line into an answer where that is safe: an HTML document of known charset that is not coded, may be transformed, and ends
     * as one does. Any other answer comes back as it is.
     *
     * @param language the language's tag
     * @param isRightToLeft how the language is written
     * @param sentence plain text, with {@code {time}} in it
     * @param iso the time for machines
     * @param time the time for people
     */
    public static GivenAnswer into(
            GivenAnswer answer, String language, boolean isRightToLeft, String sentence, String iso, String time) {
        if (answer.status() != 200 || !isPlainHtml(answer)) {
            return answer;
        }
        byte[] body = answer.body();
        int from = Math.max(0, body.length - LAST_BYTES);
        // Each byte is a character, so that places are the same.
        Matcher end = END.matcher(new String(body, from, body.length - from, StandardCharsets.ISO_8859_1));
        if (!end.find() || endsInComment(body)) {
            return answer;
        }
        int place = from + end.start();
        String words =
                escaped(sentence).replace("{time}", "<time datetime=\"" + iso + "\">" + escaped(time) + "</time>");
        byte[] line = ("<aside role=\"note\" lang=\"" + language + "\" dir=\"" + (isRightToLeft ? "rtl" : "ltr")
                        + "\"><hr><small>" + words + "</small></aside>")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[body.length + line.length];
        System.arraycopy(body, 0, all, 0, place);
        System.arraycopy(line, 0, all, place, line.length);
        System.arraycopy(body, place, all, place + line.length, body.length - place);
        return answer.withBody(all);
    }

    private static boolean isPlainHtml(GivenAnswer answer) {
        boolean identity = answer.find("Content-Encoding")
                .filter(coding -> !coding.strip().equalsIgnoreCase("identity"))
                .isEmpty();
        boolean html = answer.find("Content-Type")
                .filter(type -> CHARSET.matcher(type.strip()).matches())
                .isPresent();
        Optional<String> control = answer.find("Cache-Control");
        return identity && html && !CacheControl.of(control.orElse(null)).has("no-transform");
    }

    /** Whether a comment is open at the end: then the end of the document is no end. */
    private static boolean endsInComment(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return text.lastIndexOf("<!--") > text.lastIndexOf("-->");
    }

    private static String escaped(String text) {
        StringBuilder ascii = new StringBuilder(text.length() * 2);
        text.codePoints().forEach(c -> {
            if (c >= ASCII || c == '<' || c == '>' || c == '&' || c == '"' || c == '\'') {
                ascii.append("&#").append(c).append(';');
            } else {
                ascii.append(String.format(Locale.ROOT, "%c", c));
            }
        });
        return ascii.toString();
    }
}
