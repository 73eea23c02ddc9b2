package io.breakwater.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.exchange.fake.App;
import io.breakwater.internal.exchange.fake.FakeRequest;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.internal.preview.PageCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line shows is what the filter answers, byte for byte but for ID and time. */
class PreviewTest {

    private static final String[] SETTINGS = {
        "brand.name=Harbour Books",
        "brand.accent=#7a1f3d",
        "brand.support=mailto:help@harbour-books.example",
        "routes.orders.path=/orders/*",
        "routes.orders.label=our order desk",
        "routes.orders.downstream=orders"
    };

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            refused | GET  | text/html        | de | --fault connection_refused
            refused | POST | text/html        | ja | --fault connection_refused
            refused | POST | application/json | fr | --fault connection_refused
            refused | GET  | text/plain       | en | --fault connection_refused
            reset   | POST | text/html        | en | --fault connection_terminated
            503     | GET  | text/html        | ar | --status 503
            503     | GET  | application/json | en | --status 503
            planned | GET  | text/html        | en | --maintenance
            """)
    void itIsWhatAVisitorGets(String app, String method, String accept, String lang, String story) throws IOException {
        List<String> settings = new ArrayList<>(List.of(SETTINGS));
        if (app.equals("planned")) {
            settings.add("maintenance=true");
            settings.add("maintenance.until=2099-01-01T00:00:00Z");
        }
        FakeResponse real = real(app, method, accept, lang, settings);

        assertThat(timeless(preview(method, accept, lang, story, settings))).isEqualTo(timeless(real.body()));
    }

    private static FakeResponse real(String app, String method, String accept, String lang, List<String> settings) {
        App asked =
                switch (app) {
                    case "refused" -> Apps.refused();
                    case "reset" -> Apps.reset();
                    default -> Apps.answering(503, "");
                };
        String path = "/orders/example";
        FakeRequest request = method.equals("POST") ? FakeRequest.post(path, "x") : FakeRequest.get(path);
        try (GuardedApp guarded =
                GuardedApp.with(settings.toArray(String[]::new)).serving(asked)) {
            return guarded.serve(request.with("Accept", accept)
                    .with("Accept-Language", lang)
                    .with("X-Request-ID", "7h3k-9qwx-2mzt-c4vd"));
        }
    }

    private String preview(String method, String accept, String lang, String story, List<String> settings)
            throws IOException {
        Path file = directory.resolve("breakwater.properties");
        Files.writeString(file, "breakwater." + String.join("\nbreakwater.", settings));
        List<String> args = new ArrayList<>(List.of("page", "--config", file.toString(), "--route", "orders"));
        args.addAll(List.of("--method", method, "--accept", accept, "--lang", lang));
        args.addAll(List.of(story.split(" ", -1)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(PageCommand.run(args, stream, stream)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String timeless(String page) {
        return page.replaceAll("<time datetime=.*?</time>", "")
                .replaceAll("data-after=\"\\d+\"", "")
                .replaceAll("\"retryAfter\":\\d+", "")
                .replaceAll("(?m)^Time: .*$", "");
    }
}
