package io.breakwater.internal.config;

import io.breakwater.internal.config.PageSettings.Replace;
import io.breakwater.internal.config.PageSettings.Theme;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Declares and binds the settings of {@link PageSettings} and {@link Brand}. */
final class PageBinding {

    /** The settings below, in the order in which references list them. */
    static final Setting.Group GROUP = new Setting.Group();

    static final Setting<Optional<ResourceLocation>> TEMPLATE = GROUP.everywhere(
            "page.template",
            TextParsers.location().or(Parser.NONE),
            Parser.NONE,
            "Where the HTML template of the page is; none for the built-in one.",
            "The built-in page takes the brand's settings and needs nothing else.");

    static final Setting<Optional<ResourceLocation>> TEMPLATE_502 = statusTemplate(502);

    static final Setting<Optional<ResourceLocation>> TEMPLATE_503 = statusTemplate(503);

    static final Setting<Optional<ResourceLocation>> TEMPLATE_504 = statusTemplate(504);

    static final Setting<Boolean> RELOAD = GROUP.everywhere(
            "page.template-reload",
            Parser.bool(),
            "false",
            "Whether a template that has changed is read again; for development.",
            "In production a page must not depend on a disk.");

    static final Setting<Theme> THEME = GROUP.everywhere(
            "page.theme",
            Parser.ofConstants(Theme.class),
            "harbour",
            "How the built-in page looks: harbour, plain, dusk or paper, each in light and dark.",
            "It is calm, and goes with most brands.");

    static final Setting<List<String>> LANGUAGES = GROUP.everywhere(
            "page.languages",
            TextParsers.languages(),
            PageSettings.ALL_LANGUAGES,
            "The languages the page speaks; the first is for visitors who speak none of them.",
            "Visitors read best what they speak, and English when we do not.");

    static final Setting<Replace> REPLACE = GROUP.everywhere(
            "page.replace",
            Parser.ofConstants(Replace.class),
            "browsers",
            "When the body of a 502, 503 or 504 that the app or the downstream wrote gives way to the page.",
            "People get the page, and API clients keep the body that they may read.");

    static final Setting<Boolean> DETAILS = GROUP.everywhere(
            "page.details",
            Parser.bool(),
            "false",
            "Whether the technical cause is shown to the visitor; never in production.",
            "Host names and causes are no business of strangers.");

    static final Setting<List<String>> CORS = GROUP.everywhere(
            "page.cors",
            TextParsers.origins(),
            TextParsers.OFF,
            "The origins whose scripts may read the guard's own answers; CORS headers that the app has set are kept.",
            "Who may read an app's answers is the app's to say.");

    static final Setting<Boolean> CORS_CREDENTIALS = GROUP.everywhere(
            "page.cors.credentials",
            Parser.bool(),
            "false",
            "Whether they may with the visitor's cookies, as fetch has it with credentials: 'include'.",
            "Most APIs do without cookies.");

    static final Setting<Optional<String>> NAME = GROUP.everywhere(
            "brand.name",
            TextParsers.name().or(Parser.NONE),
            Parser.NONE,
            "The site's name as its visitors know it.",
            "Without it the page says \"this site\".");

    static final Setting<Optional<ResourceLocation>> LOGO = GROUP.everywhere(
            "brand.logo",
            TextParsers.location().or(Parser.NONE),
            Parser.NONE,
            "Where the logo is: SVG, PNG, JPEG, GIF or WebP, at most 32 KB; it becomes part of the page.",
            "Without it the page shows the name.");

    static final Setting<Optional<String>> ACCENT = GROUP.everywhere(
            "brand.accent",
            TextParsers.colour().or(Parser.NONE),
            Parser.NONE,
            "The colour of the page's links and buttons.",
            "Without it the page has a colour that reads well in light and dark.");

    static final Setting<Optional<String>> BACKGROUND = GROUP.everywhere(
            "brand.background",
            TextParsers.colour().or(Parser.NONE),
            Parser.NONE,
            "The colour around the page's sheet; darkened for visitors who prefer the dark.",
            "Without it the page has the theme's.");

    static final Setting<Optional<URI>> SUPPORT = GROUP.everywhere(
            "brand.support",
            TextParsers.link("https", "http", "mailto", "tel").or(Parser.NONE),
            Parser.NONE,
            "Where visitors get help.",
            "Without it the page offers no help beyond itself.");

    static final Setting<Optional<String>> PHONE = GROUP.everywhere(
            "brand.phone",
            TextParsers.phone().or(Parser.NONE),
            Parser.NONE,
            "A telephone number for help, as people write it.",
            "Without it the page shows none.");

    static final Setting<Optional<URI>> STATUS_PAGE = GROUP.everywhere(
            "brand.status-page",
            TextParsers.link("https", "http").or(Parser.NONE),
            Parser.NONE,
            "The public page that tells how the site's services are.",
            "Without it the page does not mention one.");

    static final Setting<Optional<URI>> HOME = GROUP.everywhere(
            "brand.home",
            TextParsers.target().or(Parser.NONE),
            Parser.NONE,
            "Where the site starts, for visitors who go on from there; a path is the host's, with the context path in it.",
            "Without it the page does not mention one: only you know whether that part of the site still works.");

    static final Setting<List<Brand.Link>> LINKS = GROUP.everywhere(
            "brand.links",
            Brand.Link.parser(),
            Parser.NONE,
            "Links of your own in the last line of the page, such as imprint and privacy; a path is the host's, with the context path in it.",
            "The page needs none.");

    static final Setting<Optional<String>> SENTENCE = GROUP.everywhere(
            "brand.sentence",
            TextParsers.words(300).or(Parser.NONE),
            Parser.NONE,
            "A sentence of your own, below ours.",
            "Ours say all that can be known in general.");

    static final Setting<Optional<String>> FOOTER = GROUP.everywhere(
            "brand.footer",
            TextParsers.words(200).or(Parser.NONE),
            Parser.NONE,
            "The last line of the page.",
            "The page needs none.");

    private PageBinding() {}

    private static Setting<Optional<ResourceLocation>> statusTemplate(int status) {
        return GROUP.everywhere(
                "page.template." + status,
                TextParsers.location().or(Parser.NONE),
                Parser.NONE,
                "Where the HTML template of the page for " + status + " is; none for that of all statuses.",
                "One template serves them all.");
    }

    static PageSettings bind(SettingValues level, ClassLoader loader) {
        Map<Integer, String> templates = new TreeMap<>();
        template(TEMPLATE_502, level, loader).ifPresent(location -> templates.put(502, location));
        template(TEMPLATE_503, level, loader).ifPresent(location -> templates.put(503, location));
        template(TEMPLATE_504, level, loader).ifPresent(location -> templates.put(504, location));
        Brand brand = new Brand(
                level.get(NAME),
                logo(level, loader),
                level.get(ACCENT),
                level.get(BACKGROUND),
                level.get(SUPPORT),
                level.get(PHONE),
                level.get(STATUS_PAGE),
                level.get(HOME),
                level.get(LINKS),
                level.get(SENTENCE),
                level.get(FOOTER));
        return new PageSettings(
                template(TEMPLATE, level, loader),
                templates,
                level.get(RELOAD),
                level.get(THEME),
                level.get(LANGUAGES),
                level.get(REPLACE),
                level.get(DETAILS),
                cors(level),
                brand);
    }

    private static PageSettings.Cors cors(SettingValues level) {
        PageSettings.Cors cors = new PageSettings.Cors(level.get(CORS), level.get(CORS_CREDENTIALS));
        if (cors.isForAny() && cors.credentials()) {
            level.refuse(
                    level.isOwn(CORS) ? CORS : CORS_CREDENTIALS,
                    "is every origin together with credentials, which no browser accepts: list the origins");
        }
        return cors;
    }

    private static Optional<String> template(
            Setting<Optional<ResourceLocation>> setting, SettingValues level, ClassLoader loader) {
        if (level.isOwn(setting)) {
            level.get(setting)
                    .filter(template -> !template.exists(loader))
                    .ifPresent(template -> level.refuse(setting, template.absence()));
        }
        return level.get(setting).map(ResourceLocation::text);
    }

    private static Optional<String> logo(SettingValues level, ClassLoader loader) {
        try {
            return level.get(LOGO).map(location -> LogoReader.read(location, loader));
        } catch (IllegalArgumentException e) {
            // A route that inherits the logo does not repeat what was reported for all.
            level.refuse(LOGO, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
