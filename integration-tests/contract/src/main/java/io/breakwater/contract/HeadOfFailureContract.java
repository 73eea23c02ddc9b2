package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A failing answer to HEAD tells the body that GET gets without having one, and is replaced where GET's is. */
@Promise("HeadOfFailure")
public class HeadOfFailureContract extends EitherWayContract {

    private static final String WORDS = "{\"from\":\"the-app\"}";

    @ParameterizedTest
    @CsvSource({
        "type-and-length, browsers, own",
        "type-and-length, empty, own",
        "type-and-length, always, page",
        "type, browsers, own",
        "length, browsers, own",
        "body, browsers, own",
        "nothing, browsers, page",
        "type-and-no-length, browsers, page",
        "type-and-error, browsers, page",
        "type-and-error, empty, page"
    })
    void headIsReplacedWhereGetIs(String told, String mode, String expected) {
        URI uri = startApp(failing(told), "page.replace=" + mode);
        RawRequest visit = RawRequest.get("/").with("Accept", "application/json");

        RawResponse get = ask(uri, visit);
        RawResponse head = ask(uri, visit.withMethod("HEAD"));

        for (RawResponse seen : new RawResponse[] {get, head}) {
            assertThat(seen.status()).isEqualTo(503);
            assertThat(seen.whole()).isTrue();
            assertThat(seen.headers().has("Proxy-Status")).isEqualTo(expected.equals("page"));
            assertThat(seen.headers().has("X-From")).isEqualTo(expected.equals("own"));
        }
        assertThat(head.body().length()).isZero();
        if (expected.equals("own")) {
            assertThat(get.body().utf8()).isEqualTo(WORDS);
        } else {
            assertThat(head.header("Content-Type")).startsWith("application/problem+json");
        }
    }

    private static Subject failing(String told) {
        return (request, response) -> {
            response.setStatus(503);
            response.setHeader("X-From", "app");
            boolean head = request.getMethod().equals("HEAD");
            if (told.startsWith("type")) {
                response.setContentType("application/json");
            }
            switch (told) {
                case "type-and-length", "length" -> response.setContentLength(WORDS.length());
                case "type-and-no-length" -> response.setContentLength(0);
                case "type-and-error" -> response.sendError(503);
                default -> {}
            }
            boolean silent =
                    told.equals("nothing") || told.equals("type-and-no-length") || told.equals("type-and-error");
            if (told.equals("body") || (!head && !silent)) {
                response.getWriter().print(WORDS);
            }
        };
    }
}
