package io.breakwater.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * A document, read. Not changed after that.
 *
 * @param source its path in the project, normalized
 * @param target its page's path in the site
 * @param root what is in it
 */
record Document(Path source, String target, Node root) {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    /** Reads one of the project's. */
    static Document read(Path project, Path source) throws IOException {
        return new Document(source, target(source), PARSER.parse(Files.readString(project.resolve(source))));
    }

    /** The README is where the site begins; any other page is where its document is. */
    static String target(Path source) {
        String name = source.toString().replace('\\', '/');
        return name.equals("README.md") ? "index.html" : name.substring(0, name.length() - "md".length()) + "html";
    }

    /** Returns its first heading. */
    String title() {
        for (Node node = root.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                return text(heading);
            }
        }
        return target;
    }

    /** Returns what leads from its page to the site's first directory. */
    String toRoot() {
        return "../".repeat((int) target.chars().filter(c -> c == '/').count());
    }

    /** The words of a heading, as the links of the documents name it. */
    static String anchor(Heading heading) {
        return text(heading)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** All the words in a node, without marks. */
    static String text(Node node) {
        StringBuilder words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }

            @Override
            public void visit(Paragraph paragraph) {
                visitChildren(paragraph);
                words.append(' ');
            }

            @Override
            public void visit(SoftLineBreak lineBreak) {
                words.append(' ');
            }

            @Override
            public void visit(HardLineBreak lineBreak) {
                words.append(' ');
            }
        });
        return words.toString();
    }
}
