package io.breakwater.internal.preview;

import io.breakwater.internal.config.LoadedSettings;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.internal.page.AgeNotice;
import io.breakwater.internal.page.ErrorPages;
import io.breakwater.internal.page.ErrorResponse;
import io.breakwater.internal.page.PageFailures;
import io.breakwater.internal.stale.Banner;
import io.breakwater.internal.stale.GivenAnswer;
import io.breakwater.page.Page;
import io.breakwater.page.PageFormat;
import io.breakwater.page.PageModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pages of one route. Not thread-safe; resources are looked for by the thread's context class loader. */
final class Preview {

    /** As the filter makes them, and always the same, so that two previews can be compared. */
    private static final String CORRELATION_ID = "7h3k-9qwx-2mzt-c4vd";

    private static final Duration AGE = Duration.ofMinutes(7);

    /** What stands for the app, of which nothing is known here. */
    private static final String APP =
            """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A page of the app's own</title></head>
            <body>
            <h1>A page of the app's own</h1>
            <p>This is what the app answered before the failure, with its own looks. Only the line below is ours.</p>
            </body>
            </html>
            """;

    private final RouteSettings route;
    private final ErrorPages pages;
    private final List<String> failures = new ArrayList<>();

    private Preview(RouteSettings route, String correlationHeader) {
        this.route = route;
        this.pages = ErrorPages.of(route.page(), correlationHeader, new PageFailures() {
            @Override
            public void failed(Page page, PageModel model, Throwable failure) {
                unusable(String.valueOf(failure));
            }

            @Override
            public void unusable(String why) {
                failures.add("the page failed, and the built-in one would be served: " + why);
            }
        });
    }

    /** @throws MisuseException when there is no such route */
    static Preview of(LoadedSettings loaded, String routeName) {
        List<RouteSettings> routes = loaded.settings().everyRoute().toList();
        RouteSettings route = routes.stream()
                .filter(one -> one.name().equals(routeName))
                .findFirst()
                .orElseThrow(() -> MisuseException.unknown(
                        "the route",
                        routeName,
                        routes.stream().map(RouteSettings::name).toList()));
        return new Preview(route, loaded.settings().correlationHeader());
    }

    RouteSettings route() {
        return route;
    }

    /** Returns the tags of the languages that the route's pages are in. */
    List<String> languages() {
        return pages.languages();
    }

    /** What went wrong with the pages made so far, each once. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /**
     * Returns what a visitor gets.
     *
     * @param requestHeader as {@link ErrorPages#response(PageModel, Function)} takes it
     */
    ErrorResponse response(Story story, String method, Function<String, @Nullable String> requestHeader, Instant now) {
        if (story.kind() == Story.Kind.STALE) {
            return stale(requestHeader, now);
        }
        return pages.response(story.model(route, method, CORRELATION_ID, now), requestHeader);
    }

    private ErrorResponse stale(Function<String, @Nullable String> requestHeader, Instant now) {
        AgeNotice notice = pages.ageNotice(now.minus(AGE), requestHeader.apply("Accept-Language"));
        GivenAnswer app = new GivenAnswer(
                200,
                List.of(Map.entry("Content-Type", "text/html;charset=utf-8")),
                APP.getBytes(StandardCharsets.UTF_8));
        GivenAnswer given = Banner.into(
                app, notice.language(), notice.isRightToLeft(), notice.sentence(), notice.iso(), notice.time());
        return new ErrorResponse(PageFormat.HTML, given.status(), given.headers(), given.body());
    }
}
