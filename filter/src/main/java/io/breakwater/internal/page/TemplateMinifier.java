package io.breakwater.internal.page;

import io.breakwater.internal.page.InlineBlocks.Block;

/** Takes out of our own template what only people who read it need: it goes to every visitor of an outage. */
final class TemplateMinifier {

    private TemplateMinifier() {}

    /** Lines without what they are indented by, and style sheets without blanks that mean nothing. Not for foreign templates. */
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
                // Not after a tag, whose own braces these would join.
                .replaceAll("(?<!\\});\\}", "}");
    }
}
