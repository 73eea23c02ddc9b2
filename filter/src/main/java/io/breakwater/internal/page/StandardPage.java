package io.breakwater.internal.page;

import io.breakwater.internal.config.PageSettings;
import io.breakwater.page.Page;
import io.breakwater.page.PageFormat;
import io.breakwater.page.PageModel;
import io.breakwater.page.RenderedPage;
import io.breakwater.page.TemplateException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The built-in page, or the user's templates in its place. Thread-safe. */
final class StandardPage implements Page {

    private final Languages languages;
    private final Supplier<HtmlPage> html;
    private final Map<Integer, Supplier<HtmlPage>> htmlByStatus;
    private final ProblemJson json;
    private final PlainText text;

    private StandardPage(
            Languages languages,
            boolean details,
            Supplier<HtmlPage> html,
            Map<Integer, Supplier<HtmlPage>> htmlByStatus) {
        this.languages = languages;
        this.html = html;
        this.htmlByStatus = Map.copyOf(htmlByStatus);
        this.json = new ProblemJson(details);
        this.text = new PlainText(details);
    }

    static StandardPage builtIn(PageSettings settings, Palette palette, Languages languages) {
        HtmlPage html =
                new HtmlPage(TemplateSource.builtIn(ThemeColours.of(settings.theme())), settings, palette, languages);
        return new StandardPage(languages, settings.details(), () -> html, Map.of());
    }

    /**
     * Returns the page with the templates in the settings, and {@code builtIn} for the statuses without a template.
     *
     * @throws TemplateException when a template is missing or faulty
     */
    static StandardPage ofTemplates(
            PageSettings settings, Palette palette, Languages languages, StandardPage builtIn, PageFailures failures) {
        Map<Integer, Supplier<HtmlPage>> byStatus = new HashMap<>();
        settings.statusTemplates()
                .forEach((status, location) ->
                        byStatus.put(status, ownTemplate(location, settings, palette, languages, failures)));
        Supplier<HtmlPage> html = settings.template()
                .map(location -> ownTemplate(location, settings, palette, languages, failures))
                .orElse(builtIn.html);
        return new StandardPage(languages, settings.details(), html, byStatus);
    }

    private static Supplier<HtmlPage> ownTemplate(
            String location, PageSettings settings, Palette palette, Languages languages, PageFailures failures) {
        ReloadedPage page =
                new ReloadedPage(location, source -> new HtmlPage(source, settings, palette, languages), failures);
        if (settings.reload()) {
            return page;
        }
        HtmlPage loaded = page.get();
        return () -> loaded;
    }

    @Override
    public RenderedPage render(PageModel model, PageFormat format) {
        return render(model, format, languages.first());
    }

    @Override
    public RenderedPage render(PageModel model, PageFormat format, Locale language) {
        return render(model, format, languages.of(language));
    }

    /** Returns whether the page in this format is known to be in the visitor's language. */
    boolean tellsLanguage(PageModel model, PageFormat format) {
        return format != PageFormat.HTML || html(model).tellsLanguage();
    }

    private HtmlPage html(PageModel model) {
        return htmlByStatus.getOrDefault(model.status(), html).get();
    }

    private RenderedPage render(PageModel model, PageFormat format, LocalizedMessages localized) {
        return switch (format) {
            case HTML -> html(model).render(model, localized);
            case JSON -> json.render(model, localized);
            case TEXT -> text.render(model, localized);
            case EVENTS, NONE -> throw new IllegalArgumentException("there is no page in this format: " + format);
        };
    }
}
