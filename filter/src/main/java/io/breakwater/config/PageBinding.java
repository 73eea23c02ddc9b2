package io.breakwater.config;

import io.breakwater.config.PageSettings.Replace;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings of {@link PageSettings} and {@link Brand}. */
final class PageBinding {

    static final Setting<Optional<Location>> TEMPLATE = Setting.everywhere(
            "page.template",
            TextParsers.location().or(Parser.NONE),
            Parser.NONE,
            "Where the HTML template of the page is; none for the built-in one.",
            "The built-in page takes the brand's settings and needs nothing else.");

    static final Setting<Replace> REPLACE = Setting.everywhere(
            "page.replace",
            ChoiceParser.oneOf(Replace.class, name -> name.toLowerCase(Locale.ROOT)),
            "browsers",
            "When the body of a 502, 503 or 504 that the app or the downstream wrote gives way to the page.",
            "People get the page, and API clients keep the body that they may read.");

    static final Setting<Boolean> DETAILS = Setting.everywhere(
            "page.details",
            ChoiceParser.bool(),
            "false",
            "Whether the technical cause is shown to the visitor; never in production.",
            "Host names and causes are no business of strangers.");

    static final Setting<Optional<String>> NAME = Setting.everywhere(
            "brand.name",
            TextParsers.name().or(Parser.NONE),
            Parser.NONE,
            "The site's name as its visitors know it.",
            "Without it the page says \"this site\".");

    static final Setting<Optional<String>> ACCENT = Setting.everywhere(
            "brand.accent",
            TextParsers.colour().or(Parser.NONE),
            Parser.NONE,
            "The colour of the page's links and buttons.",
            "Without it the page has a colour that reads well in light and dark.");

    static final Setting<Optional<URI>> SUPPORT = Setting.everywhere(
            "brand.support",
            TextParsers.link("https", "http", "mailto", "tel").or(Parser.NONE),
            Parser.NONE,
            "Where visitors get help.",
            "Without it the page offers no help beyond itself.");

    static final Setting<Optional<URI>> STATUS_PAGE = Setting.everywhere(
            "brand.status-page",
            TextParsers.link("https", "http").or(Parser.NONE),
            Parser.NONE,
            "The public page that tells how the site's services are.",
            "Without it the page does not mention one.");

    static final List<Setting<?>> ALL = List.of(TEMPLATE, REPLACE, DETAILS, NAME, ACCENT, SUPPORT, STATUS_PAGE);

    private PageBinding() {}

    static PageSettings bind(Level level, ClassLoader loader) {
        if (level.isOwn(TEMPLATE)) {
            level.get(TEMPLATE)
                    .filter(template -> !template.exists(loader))
                    .ifPresent(template -> level.refuse(TEMPLATE, template.absence()));
        }
        Brand brand = new Brand(level.get(NAME), level.get(ACCENT), level.get(SUPPORT), level.get(STATUS_PAGE));
        return new PageSettings(level.get(TEMPLATE).map(Location::text), level.get(REPLACE), level.get(DETAILS), brand);
    }
}
