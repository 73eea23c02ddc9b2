package io.breakwater.internal.page;

import io.breakwater.config.Problem;
import io.breakwater.internal.config.Findings;
import io.breakwater.internal.config.LoadedSettings;
import io.breakwater.internal.config.PageSettings;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.page.TemplateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Creates the pages that {@link ErrorPages} would create, to find all their problems and the settings that cause them. Uses
 * no logger, since the jar alone has none.
 *
 * <p>Not thread-safe.
 */
public final class PageCheck {

    private final LoadedSettings loaded;

    /** By text, so that a problem that many routes inherit is listed once. */
    private final Map<String, Problem> problems = new LinkedHashMap<>();

    private PageCheck(LoadedSettings loaded) {
        this.loaded = loaded;
    }

    /** All that would stop the start, or else all that it would warn of; templates and words are looked for as at the start. */
    public static Findings of(LoadedSettings loaded) {
        List<Problem> problems = problems(loaded);
        return new Findings(problems, problems.isEmpty() ? warnings(loaded) : List.of());
    }

    /** All that would stop the start. */
    public static List<Problem> problems(LoadedSettings loaded) {
        PageCheck check = new PageCheck(loaded);
        Set<PageSettings> seen = new HashSet<>();
        routes(loaded).filter(route -> seen.add(route.page())).forEach(check::check);
        return new ArrayList<>(check.problems.values());
    }

    /** What is not as somebody meant it, though pages can be made of it: a line each, and each once. */
    public static List<String> warnings(LoadedSettings loaded) {
        Set<String> warnings = new LinkedHashSet<>();
        Set<String> templates = new LinkedHashSet<>();
        Set<String> languages = new LinkedHashSet<>();
        routes(loaded).map(RouteSettings::page).distinct().forEach(page -> {
            warnings.addAll(new Palette(page.brand(), ThemeColours.of(page.theme())).warnings());
            page.template().ifPresent(templates::add);
            templates.addAll(page.statusTemplates().values());
            languages.addAll(Languages.offered(page.languages()));
        });
        templates.forEach(location -> warnings.addAll(ofTemplate(location)));
        Set<String> routes = routes(loaded).map(RouteSettings::name).collect(Collectors.toSet());
        warnings.addAll(WordsWarnings.of(languages, routes));
        return new ArrayList<>(warnings);
    }

    private static List<String> ofTemplate(String location) {
        try {
            return DroppedByPolicy.warnings(TemplateSource.load(location));
        } catch (TemplateException e) {
            // That is a problem, and no warning.
            return List.of();
        }
    }

    private static Stream<RouteSettings> routes(LoadedSettings loaded) {
        return loaded.settings().everyRoute();
    }

    private void check(RouteSettings route) {
        PageSettings page = route.page();
        Languages languages;
        try {
            languages = Languages.of(page.languages());
        } catch (WordsException e) {
            e.problems().forEach(this::add);
            return;
        } catch (IllegalArgumentException e) {
            add(loaded.problem(
                    route.name(),
                    "page.languages",
                    String.valueOf(e.getMessage()),
                    Optional.of("of those that come with Breakwater, " + String.join(", ", Languages.BUILT_IN)),
                    Optional.empty()));
            return;
        }
        Palette palette = new Palette(page.brand(), ThemeColours.of(page.theme()));
        page.template().ifPresent(location -> attempt(route, "page.template", location, palette, languages));
        page.statusTemplates()
                .forEach((status, location) -> attempt(route, "page.template." + status, location, palette, languages));
    }

    private void attempt(RouteSettings route, String key, String location, Palette palette, Languages languages) {
        try {
            new HtmlPage(TemplateSource.load(location), route.page(), palette, languages);
        } catch (TemplateException e) {
            add(loaded.problem(route.name(), key, e.problem(), e.allowed(), e.suggestion()));
        }
    }

    private void add(Problem problem) {
        problems.putIfAbsent(problem.toString(), problem);
    }
}
