package io.breakwater;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The documents lead somewhere, and name what there is. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path DOCS = ROOT.resolve("docs");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    /** A Java type, alone or with a member or as a file. */
    private static final Pattern TYPE =
            Pattern.compile("(?<=[`/])([A-Z][a-z]\\w*)(?:\\.java|\\.\\w+(?:\\(\\))?)?(?=`)");
    /** What looks like a type of ours and is none. */
    private static final Set<String> OTHERS =
            Set.of("Age", "Authorization", "Contract", "Date", "MeterRegistry", "Range", "ServiceLoader", "Vary");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path document : documents()) {
            LINK.matcher(Files.readString(document)).results().forEach(link -> {
                Path target = link.group(1).isEmpty()
                        ? document
                        : document.resolveSibling(link.group(1)).normalize();
                if (!leadsTo(target, link.group(2))) {
                    broken.add(ROOT.relativize(document) + ": " + link.group());
                }
            });
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void theIndexHasALineForEveryDocument() throws IOException {
        String index = Files.readString(DOCS.resolve("README.md"));

        try (Stream<Path> documents = Files.list(DOCS)) {
            assertThat(documents
                            .map(document -> document.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
                    .allSatisfy(name -> assertThat(index).containsPattern("\\| \\[[^]]+\\]\\(" + name + "\\) \\|"));
        }
    }

    @Test
    void whatTheArchitectureAndTheSecurityPolicyNameIsThere() throws IOException {
        Set<String> types;
        try (Stream<Path> files = Files.walk(ROOT)) {
            types = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
        List<String> named = TYPE.matcher(Files.readString(DOCS.resolve("architecture.md"))
                        + Files.readString(ROOT.resolve("SECURITY.md")))
                .results()
                .map(type -> type.group(1))
                .filter(name -> !OTHERS.contains(name))
                .distinct()
                .toList();

        assertThat(named).hasSizeGreaterThan(50).allSatisfy(name -> assertThat(types)
                .contains(name));
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> own = Files.list(ROOT);
                Stream<Path> docs = Files.list(DOCS)) {
            return Stream.concat(own, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static boolean leadsTo(Path target, @Nullable String anchor) {
        if (!Files.exists(target)) {
            return false;
        }
        try {
            return anchor == null
                    || HEADING.matcher(Files.readString(target))
                            .results()
                            .map(DocumentsTest::anchor)
                            .anyMatch(anchor::equals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
