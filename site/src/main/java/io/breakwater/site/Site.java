package io.breakwater.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;

/** Makes the site: a page for each document, what they link to, and an index to search in. Not thread-safe. */
final class Site {

    private static final Set<String> AT_TOP =
            Set.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "RATIONALE.md", "SECURITY.md");

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .attributeProviderFactory(context -> (node, tag, attributes) -> {
                if (node instanceof Heading heading) {
                    attributes.put("id", Document.anchor(heading));
                }
            })
            .build();

    private final Path project;
    private final Path target;
    private final String version;
    private final Map<Path, Document> documents = new LinkedHashMap<>();

    /** What pages show or link to that is no document. */
    private final Set<Path> files = new TreeSet<>();

    private Site(Path project, Path target, String version) {
        this.project = project.toAbsolutePath().normalize();
        this.target = target;
        this.version = version;
    }

    /** Writes the site of the project in the first directory to the second; the third argument is the version that it tells. */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]), Path.of(args[1]), args[2]);
    }

    static void write(Path project, Path target, String version) throws IOException {
        new Site(project, target, version).write();
    }

    private void write() throws IOException {
        for (Path source : sources()) {
            documents.put(source, Document.read(project, source));
        }
        String frame = resource("page.html");
        String nav = nav();
        for (Document document : documents.values()) {
            document.root().accept(new LinksToPages(document));
            String here = "href=\"{root}" + document.target() + "\"";
            String page = frame.replace("{title}", escaped(document.title()))
                    .replace("{nav}", nav.replace(here, here + " aria-current=\"page\""))
                    .replace("{root}", document.toRoot())
                    .replace("{version}", escaped(version))
                    // Last, since a document may have braces of its own.
                    .replace("{content}", content(document));
            write(document.target(), page);
        }
        for (Path file : files) {
            Path copy = target.resolve(file.toString());
            Files.createDirectories(copy.getParent());
            Files.copy(project.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        write("site.css", resource("site.css"));
        write("site.js", resource("site.js"));
        write("index.js", SearchIndex.of(List.copyOf(documents.values())).script());
    }

    /** A table may be wider than a phone, which then moves it alone. */
    private static String content(Document document) {
        return RENDERER.render(document.root())
                .replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>")
                .replace("</table>", "</table></div>");
    }

    private List<Path> sources() throws IOException {
        try (Stream<Path> top = Files.list(project);
                Stream<Path> docs = Files.walk(project.resolve("docs"))) {
            return Stream.concat(top.filter(file -> AT_TOP.contains(String.valueOf(file.getFileName()))), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(project::relativize)
                    .sorted()
                    .toList();
        }
    }

    /** The index of the documents in its order, with the paths of a page at the top, each after {@code {root}}. */
    private String nav() {
        Document index = Objects.requireNonNull(documents.get(Path.of("docs/README.md")));
        StringBuilder nav = new StringBuilder("<a href=\"{root}index.html\">Breakwater</a>");
        index.root().accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                if (heading.getLevel() == 2) {
                    nav.append("<b>").append(escaped(Document.text(heading))).append("</b>");
                }
            }

            @Override
            public void visit(Link link) {
                Document linked = documents.get(resolved(index, link.getDestination()));
                if (linked != null && !linked.target().equals("index.html")) {
                    nav.append("<a href=\"{root}")
                            .append(linked.target())
                            .append("\">")
                            .append(escaped(linked.title()))
                            .append("</a>");
                }
            }
        });
        return nav.toString();
    }

    /** The path in the project that a link of a document leads to. */
    private Path resolved(Document from, String destination) {
        String path = destination.split("#", 2)[0];
        return path.isEmpty()
                ? from.source()
                : project.relativize(
                        project.resolve(from.source()).resolveSibling(path).normalize());
    }

    /** Has links to documents lead to their pages, and keeps what else is linked to. */
    private final class LinksToPages extends AbstractVisitor {

        private final Document document;

        LinksToPages(Document document) {
            this.document = document;
        }

        @Override
        public void visit(Image image) {
            if (!isElsewhere(image.getDestination())) {
                files.add(resolved(document, image.getDestination()));
            }
            visitChildren(image);
        }

        @Override
        public void visit(Link link) {
            visitChildren(link);
            String destination = link.getDestination();
            if (isElsewhere(destination) || destination.startsWith("#")) {
                return;
            }
            Path path = resolved(document, destination);
            Document linked = documents.get(path);
            if (linked != null) {
                int hash = destination.indexOf('#');
                link.setDestination(
                        document.toRoot() + linked.target() + (hash < 0 ? "" : destination.substring(hash)));
            } else if (Files.isRegularFile(project.resolve(path))) {
                files.add(path);
                link.setDestination(document.toRoot() + path);
            } else {
                // A directory: its name is worth reading, and there is no page of it.
                List<Node> words = new ArrayList<>();
                for (Node child = link.getFirstChild(); child != null; child = child.getNext()) {
                    words.add(child);
                }
                words.forEach(link::insertBefore);
                link.unlink();
            }
        }

        private boolean isElsewhere(String destination) {
            return destination.matches("[a-z]+:.*");
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = target.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
