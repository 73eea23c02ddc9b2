package io.breakwater.internal.page;

import io.breakwater.internal.page.InlineBlocks.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the start tags of a template, and their attributes, as a browser would; what Mustache puts there counts as blanks. */
final class HtmlTags {

    private static final Pattern MUSTACHE = Pattern.compile("(?s)\\{\\{.*?\\}{2,3}");

    /**
     * A start tag.
     *
     * @param name in lower case
     * @param position where it begins
     * @param end where it ends, exclusive
     */
    record Tag(String name, int position, int end, List<Attribute> attributes) {

        boolean contains(int place) {
            return position <= place && place < end;
        }

        Optional<Attribute> attribute(String wanted) {
            return attributes.stream()
                    .filter(attribute -> attribute.name().equals(wanted))
                    .findFirst();
        }
    }

    /** An attribute, its name in lower case. */
    record Attribute(String name, String value, int position) {}

    private final String text;
    private int at;

    private HtmlTags(String text) {
        this.text = text;
    }

    static List<Tag> in(String template) {
        String html = MUSTACHE.matcher(template).replaceAll(tag -> blank(tag.group()));
        List<Block> blocks = InlineBlocks.in(html);
        HtmlTags tags = new HtmlTags(html);
        List<Tag> found = new ArrayList<>();
        int block = 0;
        for (int open = html.indexOf('<'); open >= 0; open = html.indexOf('<', tags.at)) {
            while (block < blocks.size() && blocks.get(block).end() <= open) {
                block++;
            }
            if (block < blocks.size() && blocks.get(block).contains(open)) {
                tags.at = blocks.get(block).end();
            } else {
                tags.read(open).ifPresent(found::add);
            }
        }
        return found;
    }

    private static String blank(String tag) {
        return tag.replaceAll("[^\\n]", " ");
    }

    private Optional<Tag> read(int open) {
        at = open + 1;
        if (text.startsWith("!--", at)) {
            int end = text.indexOf("-->", at);
            at = end < 0 ? text.length() : end;
            return Optional.empty();
        }
        if (at == text.length() || !Ascii.isLetter(text.charAt(at))) {
            return Optional.empty();
        }
        String name = word(" \t\n\f\r/>");
        List<Attribute> attributes = new ArrayList<>();
        for (skip(" \t\n\f\r/"); at < text.length() && text.charAt(at) != '>'; skip(" \t\n\f\r/")) {
            attributes.add(attribute());
        }
        at = Math.min(at + 1, text.length());
        return Optional.of(new Tag(name, open, at, attributes));
    }

    private Attribute attribute() {
        int position = at;
        // An equals sign in front is the first letter of a name.
        at++;
        word(" \t\n\f\r/>=");
        String name = text.substring(position, at).toLowerCase(Locale.ROOT);
        skip(" \t\n\f\r");
        if (at >= text.length() || text.charAt(at) != '=') {
            return new Attribute(name, "", position);
        }
        at++;
        skip(" \t\n\f\r");
        return new Attribute(name, value(), position);
    }

    private String value() {
        char quote = at < text.length() ? text.charAt(at) : '>';
        int start = at;
        if (quote != '"' && quote != '\'') {
            word(" \t\n\f\r>");
            return text.substring(start, at);
        }
        int end = text.indexOf(quote, start + 1);
        at = end < 0 ? text.length() : end + 1;
        return text.substring(start + 1, end < 0 ? text.length() : end);
    }

    private String word(String ends) {
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private void skip(String blanks) {
        while (at < text.length() && blanks.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
