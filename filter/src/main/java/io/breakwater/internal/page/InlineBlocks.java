package io.breakwater.internal.page;

import java.util.ArrayList;
import java.util.List;

/** Finds the {@code <style>} and {@code <script>} elements of an HTML text. */
final class InlineBlocks {

    private static final List<String> ELEMENTS = List.of("script", "style");

    private InlineBlocks() {}

    /**
     * One element's content.
     *
     * @param element {@code script} or {@code style}
     * @param start the index where the content begins
     * @param end the index where the content ends, exclusive
     * @param closed whether there is an end tag
     */
    record Block(String element, int start, int end, boolean closed) {

        boolean contains(int position) {
            return start <= position && position < end;
        }
    }

    static List<Block> in(String html) {
        List<Block> blocks = new ArrayList<>();
        int at = html.indexOf('<');
        while (at >= 0) {
            int next = at + 1;
            if (html.startsWith("<!--", at)) {
                int end = html.indexOf("-->", at);
                next = end < 0 ? html.length() : end;
            } else {
                for (String element : ELEMENTS) {
                    if (opens(html, at, element)) {
                        Block block = block(html, at, element);
                        blocks.add(block);
                        next = block.end();
                    }
                }
            }
            at = html.indexOf('<', next);
        }
        return blocks;
    }

    private static boolean opens(String html, int at, String element) {
        int after = at + 1 + element.length();
        return html.regionMatches(true, at + 1, element, 0, element.length())
                && after < html.length()
                && (Character.isWhitespace(html.charAt(after)) || html.charAt(after) == '>');
    }

    private static Block block(String html, int at, String element) {
        int start = Math.min(endOfTag(html, at) + 1, html.length());
        String endTag = "</" + element;
        for (int i = html.indexOf('<', start); i >= 0; i = html.indexOf('<', i + 1)) {
            if (html.regionMatches(true, i, endTag, 0, endTag.length())) {
                return new Block(element, start, i, true);
            }
        }
        return new Block(element, start, html.length(), false);
    }

    private static int endOfTag(String html, int at) {
        char quote = 0;
        for (int i = at; i < html.length(); i++) {
            char c = html.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return html.length();
    }
}
