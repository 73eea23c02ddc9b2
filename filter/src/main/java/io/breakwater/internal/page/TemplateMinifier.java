package io.breakwater.internal.page;

import io.breakwater.internal.page.InlineBlocks.Block;

/** Minifies the built-in template, which is sent to every visitor in an outage. Stateless and thread-safe. */
final class TemplateMinifier {

    private TemplateMinifier() {}

    /** Returns lines without indentation, and style sheets without insignificant whitespace. Not for templates of users. */
    static String html(String text) {
        String lines = text.replaceAll("(?m)^[ \\t]+|\\n(?=\\n)", "");
        StringBuilder out = new StringBuilder(lines.length());
        int from = 0;
        for (Block block : InlineBlocks.in(lines)) {
            String content = lines.substring(block.start(), block.end());
            out.append(lines, from, block.start()).append(block.element().equals("style") ? css(content) : content);
            from = block.end();
        }
        return out.append(lines.substring(from)).toString();
    }

    private static String css(String text) {
        return text.replace("\n", "")
                .replaceAll(" ?([{;,>]) ?", "$1")
                .replaceAll(" \\}", "}")
                .replaceAll(": ", ":")
                // Not after a tag, because the brace would become part of the tag.
                .replaceAll("(?<!\\});\\}", "}");
    }
}
