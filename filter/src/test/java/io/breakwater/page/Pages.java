package io.breakwater.page;

import io.breakwater.config.Brand;
import io.breakwater.config.PageSettings;
import io.breakwater.config.PageSettings.Replace;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Settings and pages for tests. */
final class Pages {

    static final Brand NO_BRAND = new Brand(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static final Brand BRAND = new Brand(
            Optional.of("Harbour Books"),
            Optional.of("#aa3355"),
            Optional.of(URI.create("mailto:help@example.com")),
            Optional.of(URI.create("https://status.example.com/")));

    private Pages() {}

    static PageSettings settings(Brand brand, boolean details) {
        return new PageSettings(Optional.empty(), Replace.BROWSERS, details, brand);
    }

    static PageSettings template(String location) {
        return new PageSettings(Optional.of(location), Replace.BROWSERS, false, BRAND);
    }

    static Answers answers(boolean details) {
        return Answers.of(settings(BRAND, details), "X-Request-ID");
    }

    static String body(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    static Optional<String> header(Answer answer, String name) {
        return answer.headers().stream()
                .filter(header -> header.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The page for a person. */
    static String html(Brand brand, PageModel model) {
        return body(Answers.of(settings(brand, false), "X-Request-ID").answer(model, PageFormat.HTML));
    }
}
