package io.breakwater.internal.page;

import io.breakwater.internal.config.Brand;
import io.breakwater.internal.config.PageSettings;
import io.breakwater.internal.config.PageSettings.Replace;
import io.breakwater.internal.config.PageSettings.Theme;
import io.breakwater.page.PageFormat;
import io.breakwater.page.PageModel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings and pages for tests. */
final class Pages {

    static final Brand BRAND = new Brand(
            Optional.of("Harbour Books"),
            Optional.empty(),
            Optional.of("#aa3355"),
            Optional.empty(),
            Optional.of(URI.create("mailto:help@example.com")),
            Optional.empty(),
            Optional.of(URI.create("https://status.example.com/")),
            Optional.of(URI.create("/start")),
            List.of(new Brand.Link("Imprint & more", URI.create("https://example.com/imprint?a&b"))),
            Optional.empty(),
            Optional.empty());

    private Pages() {}

    static PageSettings settings(Brand brand, boolean details) {
        return settings(brand, details, Theme.HARBOUR);
    }

    static PageSettings settings(Brand brand, boolean details, Theme theme) {
        return new PageSettings(
                Optional.empty(),
                Map.of(),
                false,
                theme,
                List.of("all"),
                Replace.BROWSERS,
                details,
                PageSettings.Cors.OFF,
                brand);
    }

    static PageSettings template(String location) {
        return templates(Optional.of(location), Map.of(), false);
    }

    static PageSettings templates(Optional<String> template, Map<Integer, String> byStatus, boolean reload) {
        return new PageSettings(
                template,
                byStatus,
                reload,
                Theme.HARBOUR,
                List.of("all"),
                Replace.BROWSERS,
                false,
                PageSettings.Cors.OFF,
                BRAND);
    }

    static PageSettings speaking(String... languages) {
        return new PageSettings(
                Optional.empty(),
                Map.of(),
                false,
                Theme.HARBOUR,
                List.of(languages),
                Replace.BROWSERS,
                false,
                PageSettings.Cors.OFF,
                Brand.NONE);
    }

    /** A brand that is nothing but a name. */
    static Brand named(String name) {
        return new Brand(
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** A brand with everything in it. */
    static Brand full(String text) {
        return new Brand(
                Optional.of(text),
                Optional.of("data:image/png;base64,AAAA"),
                Optional.of("#aa3355"),
                Optional.of("#ddeeff"),
                Optional.of(URI.create("mailto:help@example.com")),
                Optional.of("+49 30 123456"),
                Optional.of(URI.create("https://status.example.com/")),
                Optional.of(URI.create("/start")),
                List.of(new Brand.Link(text, URI.create("/imprint"))),
                Optional.of(text),
                Optional.of(text));
    }

    static Brand supported(String link) {
        return new Brand(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(URI.create(link)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    static Brand coloured(String accent, String background) {
        return new Brand(
                Optional.empty(),
                Optional.empty(),
                Optional.of(accent),
                Optional.of(background),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    static ErrorPages errorPages(boolean details) {
        return ErrorPages.of(settings(BRAND, details), "X-Request-ID");
    }

    static String body(ErrorResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static Optional<String> header(ErrorResponse response, String name) {
        return response.headers().stream()
                .filter(header -> header.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The page for a person. */
    static String html(Brand brand, PageModel model) {
        return body(ErrorPages.of(settings(brand, false), "X-Request-ID").response(model, PageFormat.HTML));
    }

    /** The page for a person who likes {@code acceptLanguage}. */
    static ErrorResponse inLanguage(ErrorPages errorPages, PageModel model, String acceptLanguage, String accept) {
        return errorPages.response(model, name -> switch (name) {
            case "Accept" -> accept;
            case "Accept-Language" -> acceptLanguage;
            default -> null;
        });
    }
}
