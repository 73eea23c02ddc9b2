package io.breakwater.internal.preview;

import io.breakwater.internal.config.BreakwaterSettings;
import io.breakwater.internal.page.Escape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pages around the pages: which languages and stories there are, each with its picture. Immutable. */
final class GalleryIndex {

    private static final String FRAME = read("gallery.html");

    private final String title;
    private final List<String> languages;
    private final Optional<String> version;

    private GalleryIndex(Preview preview, Optional<String> version) {
        String site = preview.route().page().brand().name().orElse("Breakwater");
        String route = preview.route().name();
        this.title = route.equals(BreakwaterSettings.DEFAULT_ROUTE) ? site : site + ", " + route;
        this.languages = preview.languages();
        this.version = version;
    }

    /** For files, which stay as they are. */
    static GalleryIndex ofFiles(Preview preview) {
        return new GalleryIndex(preview, Optional.empty());
    }

    /** For a browser that asks again and again whether they are still those of {@code version}. */
    static GalleryIndex ofServed(Preview preview, String version) {
        return new GalleryIndex(preview, Optional.of(version));
    }

    /** Returns the first page, with a picture for each language. */
    String ofLanguages() {
        String cards = languages.stream()
                .map(tag ->
                        card(nameOf(tag), tag, tag + "/index.html", tag + "/connection_refused.html", "", List.of()))
                .collect(Collectors.joining());
        return page("Languages", cards, "");
    }

    /** Returns the page of a language, with a picture for each story. */
    String ofStories(String language) {
        String cards = Story.all().stream().map(this::card).collect(Collectors.joining());
        return page(nameOf(language), cards, "../");
    }

    /** Returns a page with one page in it, as large as the window, which may do all that it does for a visitor. */
    String ofOne(PageFile file, String language) {
        String whole = "<li class=\"whole\"><iframe src=\"../" + file.name() + "\" title=\"" + file.name()
                + "\"></iframe></li>";
        return page(nameOf(language) + ", " + file.name(), whole, "../../");
    }

    /** Returns a page that tells why there is none. */
    static String ofProblem(String problem, String version) {
        return frame("Breakwater", "", "<li class=\"problem\"><pre>" + Escape.html(problem) + "</pre></li>", version);
    }

    private String card(Story story) {
        String own = story.name() + ".html";
        List<String> links = PageFile.of(story)
                .filter(file -> !file.name().equals(own))
                .map(file -> "<a href=\"" + file.name() + "\">"
                        + (file.method().equals("GET") ? "" : file.method() + " ")
                        + file.format() + "</a>")
                .toList();
        return card(
                story.name(),
                String.valueOf(story.status()),
                version.isPresent() ? "watch/" + own : own,
                own,
                story.about(),
                links);
    }

    private static String card(
            String name, String badge, String target, String picture, String about, List<String> links) {
        return "<li><a class=\"shot\" href=\"" + target + "\" tabindex=\"-1\" aria-hidden=\"true\">" + picture(picture)
                + "</a><h2><a href=\"" + target + "\">" + Escape.html(name) + "</a> <b>" + badge + "</b></h2>"
                + (about.isEmpty() ? "" : "<p>" + Escape.html(about) + "</p>")
                + (links.isEmpty() ? "" : "<p class=\"more\">" + String.join(" ", links) + "</p>") + "</li>\n";
    }

    /** Without scripts, a page that is only looked at does not try again. */
    private static String picture(String target) {
        return "<iframe src=\"" + target + "\" sandbox loading=\"lazy\" title=\"" + target + "\"></iframe>";
    }

    private String page(String name, String cards, String root) {
        String nav = "<a href=\"" + root + "index.html\">All languages</a>"
                + languages.stream()
                        .map(tag -> "<a lang=\"" + tag + "\" href=\"" + root + tag + "/index.html\">" + tag + "</a>")
                        .collect(Collectors.joining());
        return frame(title + ": " + name, nav, cards, version.orElse(""));
    }

    private static String frame(String title, String nav, String cards, String version) {
        return FRAME.replace("{title}", Escape.html(title))
                .replace("{version}", version)
                .replace("{nav}", nav)
                .replace("{cards}", cards);
    }

    private static String nameOf(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        return locale.getDisplayName(locale);
    }

    private static String read(String resource) {
        try (InputStream in =
                Objects.requireNonNull(GalleryIndex.class.getResourceAsStream("/io/breakwater/preview/" + resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
