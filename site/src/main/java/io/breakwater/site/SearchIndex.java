package io.breakwater.site;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/** What a search in the browser looks through: each section, and each row of a table, with where it is. Immutable. */
record SearchIndex(List<Entry> entries) {

    /**
     * Something to be found.
     *
     * @param page the document's title
     * @param heading the section's
     * @param target where it is
     * @param text its words
     */
    record Entry(String page, String heading, String target, String text) {}

    static SearchIndex of(List<Document> documents) {
        List<Entry> entries = new ArrayList<>();
        for (Document document : documents) {
            String title = document.title();
            String heading = title;
            String target = document.target();
            StringBuilder text = new StringBuilder();
            for (Node node = document.root().getFirstChild(); node != null; node = node.getNext()) {
                if (node instanceof Heading next) {
                    entries.add(new Entry(title, heading, target, text.toString()));
                    heading = Document.text(next);
                    target = document.target() + "#" + Document.anchor(next);
                    text.setLength(0);
                } else if (node instanceof FencedCodeBlock code) {
                    text.append(code.getLiteral()).append(' ');
                } else if (node instanceof TableBlock table) {
                    text.append(rows(table));
                } else {
                    text.append(Document.text(node)).append(' ');
                }
            }
            entries.add(new Entry(title, heading, target, text.toString()));
        }
        entries.removeIf(entry -> entry.text().isBlank());
        return new SearchIndex(entries);
    }

    private static String rows(Node node) {
        StringBuilder words = new StringBuilder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            boolean isCell = child.getFirstChild() == null || child instanceof TableCell;
            words.append(isCell ? Document.text(child) + " " : rows(child));
        }
        return words.toString();
    }

    /** As a script, since a page that was opened from a file may load no data. */
    String script() {
        return entries.stream()
                .map(entry -> "[" + quoted(entry.page()) + "," + quoted(entry.heading()) + "," + quoted(entry.target())
                        + "," + quoted(entry.text()) + "]")
                .collect(Collectors.joining(",\n", "found([\n", "\n]);\n"));
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.replaceAll("\\s+", " ").toCharArray()) {
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '<' -> out.append("\\u003c");
                case '\u2028', '\u2029' -> out.append(' ');
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
