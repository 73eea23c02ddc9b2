package io.breakwater.internal.page;

import io.breakwater.config.Problem;
import io.breakwater.internal.config.LoadedSettings;
import io.breakwater.internal.config.PageSettings;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.page.TemplateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Returns all problems that would prevent the start; templates and messages are looked up as at the start. */
    public static List<Problem> problems(LoadedSettings loaded) {
        PageCheck check = new PageCheck(loaded);
        Set<PageSettings> seen = new HashSet<>();
        Stream.concat(Stream.of(loaded.settings().defaults()), loaded.settings().routes().stream())
                .filter(route -> seen.add(route.page()))
                .forEach(check::check);
        return new ArrayList<>(check.problems.values());
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
                    Optional.of("of those that come with Breakwater, " + String.join(", ", Languages.BUILT_IN))));
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
            add(loaded.problem(route.name(), key, e.problem(), e.allowed()));
        }
    }

    private void add(Problem problem) {
        problems.putIfAbsent(problem.toString(), problem);
    }
}
