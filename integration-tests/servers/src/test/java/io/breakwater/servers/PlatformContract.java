package io.breakwater.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Header;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a server has beside servlets works with the filter as without: each app is there twice, and both are asked. */
abstract class PlatformContract {
    private static final Duration GENEROUS = Duration.ofSeconds(20);
    /** Longer than the guarded app's time-out. */
    private static final long PAUSE_MILLIS = 1_000;
    /** What differs from answer to answer, and what a guard adds. */
    private static final Set<String> LEFT_OUT = Set.of("date", "x-request-id", "set-cookie");

    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

    private static final String BOUNDARY = "harbour";
    private static final String PARTS =
            """
            --harbour\r
            Content-Disposition: form-data; name="title"\r
            \r
            A calm sea\r
            --harbour\r
            Content-Disposition: form-data; name="file"; filename="sea.txt"\r
            Content-Type: text/plain\r
            \r
            waves and waves\r
            --harbour--\r
            """;

    final ApplicationServer server;

    PlatformContract(ApplicationServer server) {
        this.server = server;
    }

    /** Name and version. */
    final String serverName() {
        return server.name();
    }

    static Map<String, byte[]> platformWars() {
        Map<String, byte[]> wars = new LinkedHashMap<>();
        for (PlatformWar war : PlatformWar.values()) {
            wars.put(war.app(false), war.bytes(false));
            wars.put(war.app(true), war.bytes(true));
        }
        return wars;
    }

    @Test
    @Row("CDI's request scope, also in an asynchronous dispatch, is as without the filter")
    void theRequestScopeIsAsWithoutTheFilter() {
        assertThat(alike(false, app -> ask(RawRequest.get(app + "/counting"))).body())
                .isEqualTo("counted 2");
        // GlassFish and Payara have no scope there, and answer with an error of their own.
        alike(false, app -> ask(RawRequest.get(app + "/counting?async")));
    }

    @Test
    @Row("the container's BASIC login is as without the filter")
    void aLoginAsTheBrowserAsksIsAsWithoutTheFilter() {
        Seen asked = alike(false, app -> ask(RawRequest.get(app + "/secret")));
        assertThat(asked.status()).isEqualTo(401);
        Seen wrong = alike(false, app -> ask(withPassword(RawRequest.get(app + "/secret"), "wrong")));
        assertThat(wrong.status()).isEqualTo(401);
        assumeUser();

        Seen known = alike(false, app -> ask(withPassword(RawRequest.get(app + "/secret"), PlatformWar.PASSWORD)));

        assertThat(known.body()).isEqualTo(PlatformWar.USER + " BASIC true");
    }

    @Test
    @Row("the container's login by a form is as without the filter")
    void aLoginByAFormIsAsWithoutTheFilter() {
        Seen asked = alike(true, app -> ask(RawRequest.get(app + "/secret")));
        // Open Liberty sends the visitor to the page, where others show it.
        assertThat(asked.status() == 302 || asked.body().startsWith("please log in"))
                .as(asked.toString())
                .isTrue();
        assumeUser();

        Seen known = alike(true, app -> {
            Map<String, String> cookies = new LinkedHashMap<>();
            take(cookies, ask(RawRequest.get(app + "/secret")));
            RawResponse loggedIn = ask(RawRequest.post(
                            app + "/j_security_check",
                            "j_username=" + PlatformWar.USER + "&j_password=" + PlatformWar.PASSWORD)
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .with("Cookie", String.join("; ", cookies.values())));
            assertThat(loggedIn.status()).isIn(302, 303);
            take(cookies, loggedIn);
            return ask(RawRequest.get(app + "/secret").with("Cookie", String.join("; ", cookies.values())));
        });

        assertThat(known.body()).isEqualTo(PlatformWar.USER + " FORM true");
    }

    private void assumeUser() {
        assumeTrue(server.knowsTheUser(), "yes as far as the question goes; who answers it was not tried");
    }

    @Test
    @Row("an error page in JSP is as without the filter")
    void anErrorPageInJspIsAsWithoutTheFilter() {
        Seen seen = alike(false, app -> ask(RawRequest.get(app + "/bug")));

        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.body()).isEqualTo("sorry: a bug in the app, 500");
    }

    @Test
    @Row("an upload in parts is as without the filter")
    void anUploadInPartsIsAsWithoutTheFilter() {
        Seen seen = alike(
                false,
                app -> ask(RawRequest.of("POST", app + "/parts", Bytes.utf8(PARTS))
                        .with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)));

        assertThat(seen.body()).contains("title null 10\n", "file sea.txt 15\n", "A calm sea");
    }

    @Test
    @Row("a stream of events is as without the filter, longer than any time-out")
    void aStreamOfEventsIsAsWithoutTheFilter() {
        Seen seen = alike(false, app -> ask(RawRequest.get(app + "/events").with("Accept", "text/event-stream")));

        assertThat(seen.body()).isEqualTo("data: 1\n\ndata: 2\n\ndata: 3\n\n");
    }

    @Test
    @Row("a WebSocket is as without the filter, longer than any time-out")
    void aWebSocketIsAsWithoutTheFilter() throws Exception {
        for (PlatformWar war : PlatformWar.values()) {
            Heard heard = new Heard();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + server.uri().getPort() + "/" + war.app(false) + "/echo"),
                            heard)
                    .get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
            socket.sendText("one", true).join();
            assertThat(heard.next()).as(war.name()).isEqualTo("heard one");
            // The time that is left out is what is tried.
            Thread.sleep(PAUSE_MILLIS);
            socket.sendText("two", true).join();
            assertThat(heard.next()).as(war.name()).isEqualTo("heard two");
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            assertThat(heard.next()).as(war.name()).isEqualTo("closed 1000");
        }
    }

    /** What both apps have answered. */
    private Seen alike(boolean form, Function<String, RawResponse> visit) {
        Seen bare = seen(visit, PlatformWar.BARE.app(form));
        Seen guarded = seen(visit, PlatformWar.GUARDED.app(form));
        assertThat(guarded).isEqualTo(bare);
        return guarded;
    }

    private Seen seen(Function<String, RawResponse> visit, String app) {
        RawResponse response = visit.apply("/" + app);
        assertThat(response.whole()).isTrue();
        Map<String, List<String>> headers = response.headers().fields().stream()
                .filter(field -> isCompared(field.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.groupingBy(
                        field -> field.name().toLowerCase(Locale.ROOT),
                        Collectors.mapping((Header field) -> field.value().replace(app, "APP"), Collectors.toList())));
        return new Seen(response.status(), headers, response.body().utf8());
    }

    private boolean isCompared(String header) {
        return !LEFT_OUT.contains(header) && !(server.flushesWhatIsWrapped() && FRAMING.contains(header));
    }

    private RawResponse ask(RawRequest request) {
        try (RawClient client = RawClient.to(server.uri())) {
            return client.exchange(request);
        }
    }

    private static RawRequest withPassword(RawRequest request, String password) {
        String credentials = PlatformWar.USER + ":" + password;
        return request.with(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    /** As a browser does: of a name there is one. */
    private static void take(Map<String, String> cookies, RawResponse response) {
        for (String set : response.headers().all("Set-Cookie")) {
            String cookie = set.replaceFirst(";.*", "");
            cookies.put(cookie.replaceFirst("=.*", ""), cookie);
        }
    }

    /** What is compared of an answer. */
    private record Seen(int status, Map<String, List<String>> headers, String body) {}

    /** Keeps what a WebSocket hears. */
    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return String.valueOf(all.poll(GENEROUS.toSeconds(), TimeUnit.SECONDS));
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            all.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            all.add("closed " + status);
            return null;
        }
    }
}
