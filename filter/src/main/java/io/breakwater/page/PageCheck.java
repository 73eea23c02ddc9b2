package io.breakwater.page;

import io.breakwater.config.PageSettings;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the pages that {@link Answers} would make, to learn what is wrong with them. Needs no logger, since the jar by itself has none.
 *
 * <p>Internal between rooms: not for use outside Breakwater. Thread-safe: it keeps nothing.
 */
public final class PageCheck {

    private PageCheck() {}

    /** All that would stop the start, in the words of its exceptions; templates and words are looked for as at the start. */
    public static List<String> problems(PageSettings settings) {
        List<String> problems = new ArrayList<>();
        attempt(problems, () -> {
            Languages languages = Languages.of(settings.languages());
            Palette palette = new Palette(settings.brand(), Look.of(settings.theme()));
            attempt(problems, () -> StandardPage.builtIn(settings, palette, languages));
            Set<String> templates = new TreeSet<>(settings.statusTemplates().values());
            settings.template().ifPresent(templates::add);
            templates.forEach(template ->
                    attempt(problems, () -> new HtmlPage(TemplateSource.load(template), settings, palette, languages)));
        });
        return problems;
    }

    private static void attempt(List<String> problems, Runnable making) {
        try {
            making.run();
        } catch (TemplateException | IllegalArgumentException | UncheckedIOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
