package io.breakwater.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the console, and who does not. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConsoleSecurityTest {

    private static final String TOKEN = "correct horse battery";
    private static final String[] TOKEN_SET = {"breakwater.console.token", TOKEN};

    @RegisterExtension
    final ConsoleLog log = new ConsoleLog();

    private static int status(String answer) {
        return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    private static String basic(String name, String token) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((name + ":" + token).getBytes(StandardCharsets.UTF_8));
    }

    private static void isClosed(String answer, int status) {
        assertThat(status(answer)).as(answer).isEqualTo(status);
        assertThat(answer).doesNotContain("orders", "<html", ConsoleApp.SECRET);
    }

    @Test
    void withoutTokenAndRoleOnlyADirectConnectionFromThisHostGetsIn() throws Exception {
        try (ConsoleApp app = new ConsoleApp(List.of())) {
            assertThat(status(app.get("/"))).isEqualTo(200);
            for (String host : List.of("127.0.0.1:" + app.port(), "[::1]:" + app.port(), "LOCALHOST")) {
                assertThat(status(app.get("/", "Host: " + host))).as(host).isEqualTo(200);
            }
            for (String header : List.of(
                    "X-Forwarded-For: 127.0.0.1",
                    "x-forwarded-host: localhost",
                    "X-Forwarded-Proto: http",
                    "Forwarded: for=127.0.0.1",
                    "Forwarded:",
                    "Via: 1.1 proxy",
                    "X-Real-IP: 127.0.0.1",
                    "CF-Connecting-IP: 127.0.0.1",
                    "True-Client-IP: ::1",
                    "Host: shop.example",
                    "Host: localhost.attacker.example",
                    "Host: 127.0.0.1.attacker.example",
                    "Host: 10.0.0.1")) {
                isClosed(app.get("/", header), 403);
                isClosed(app.get("/console.css", header), 403);
            }
        }
    }

    @Test
    void aFilterThatTakesTheAddressFromAHeaderAndHidesItOpensNothing() throws Exception {
        Filter trusting = (request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public String getRemoteAddr() {
                        return "127.0.0.1";
                    }

                    @Override
                    public Enumeration<String> getHeaderNames() {
                        return Collections.enumeration(List.of("Host"));
                    }
                },
                response);
        Filter likeTomcats = (request, response, chain) -> {
            request.setAttribute("org.apache.tomcat.request.forwarded", true);
            chain.doFilter(request, response);
        };
        try (ConsoleApp app = new ConsoleApp(List.of(trusting))) {
            assertThat(status(app.get("/"))).isEqualTo(200);
            isClosed(app.get("/", "X-Forwarded-For: 127.0.0.1"), 403);
        }
        try (ConsoleApp app = new ConsoleApp(List.of(likeTomcats))) {
            isClosed(app.get("/"), 403);
        }
    }

    @Test
    void theTokenOpensItAndNothingElseDoes() throws Exception {
        try (ConsoleApp app = new ConsoleApp(List.of(), TOKEN_SET)) {
            String refused = app.get("/");
            isClosed(refused, 401);
            assertThat(refused).contains("WWW-Authenticate: Basic realm=");
            for (String header : List.of(
                    "Authorization: Bearer",
                    "Authorization: Bearer ",
                    "Authorization: Bearer wrong",
                    "Authorization: Bearer " + TOKEN + "x",
                    "Authorization: Bearer " + TOKEN.substring(1),
                    "Authorization: Basic %%%",
                    "Authorization: Basic "
                            + Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8)),
                    "Authorization: Digest " + TOKEN,
                    basic("ada", ""),
                    basic(TOKEN, "ada"),
                    "Cookie: token=" + TOKEN,
                    "X-Token: " + TOKEN)) {
                isClosed(app.get("/", header), 401);
            }
            assertThat(status(app.get("/", "Authorization: Bearer " + TOKEN))).isEqualTo(200);
            assertThat(status(app.get("/", basic("ada", TOKEN)))).isEqualTo(200);
            // With a token it does not matter who is between.
            assertThat(status(app.get("/", basic("ada", TOKEN), "X-Forwarded-For: 10.1.1.1", "Host: shop.example")))
                    .isEqualTo(200);
            assertThat(app.get("/settings", basic("ada", TOKEN)))
                    .contains("console.token", "***")
                    .doesNotContain(TOKEN);
        }
        assertThat(log.lines()).noneMatch(line -> line.contains(TOKEN));
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("console refused"))
                .singleElement()
                .asString()
                .contains("from=127.0.0.1", "reason=\"no token\"");
    }

    @Test
    void aTokenInTheQueryIsRefusedEvenBesideARightOne() throws Exception {
        try (ConsoleApp app = new ConsoleApp(List.of(), TOKEN_SET)) {
            isClosed(app.get("/?token=correct+horse+battery"), 401);
            isClosed(app.get("/?access_token=x", basic("ada", TOKEN)), 400);
            isClosed(app.get("/search?id=x&TOKEN=y", "Authorization: Bearer " + TOKEN), 400);
        }
    }

    @Test
    void aTokenThatCannotBeUsedOpensNothing(@TempDir Path directory) throws Exception {
        try (ConsoleApp app = new ConsoleApp(List.of(), "breakwater.console.token", "short")) {
            isClosed(app.get("/"), 403);
            isClosed(app.get("/", "Authorization: Bearer short"), 403);
        }
        Path file = directory.resolve("token");
        try (ConsoleApp app = new ConsoleApp(List.of(), "breakwater.console.token-file", file.toString())) {
            isClosed(app.get("/"), 403);
            Files.writeString(file, TOKEN + "\n");
            isClosed(app.get("/"), 401);
            assertThat(status(app.get("/", "Authorization: Bearer " + TOKEN))).isEqualTo(200);
            Files.writeString(file, "another one, which is new");
            isClosed(app.get("/", "Authorization: Bearer " + TOKEN), 401);
        }
    }

    @Test
    void aRoleOpensItForThoseWhoHaveIt() throws Exception {
        Filter login = (request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public boolean isUserInRole(String role) {
                        return role.equals(getHeader("X-Role"));
                    }
                },
                response);
        try (ConsoleApp app = new ConsoleApp(List.of(login), "breakwater.console.role", "operator")) {
            isClosed(app.get("/"), 403);
            isClosed(app.get("/", "X-Role: customer"), 403);
            assertThat(status(app.get("/", "X-Role: operator"))).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/settings;x=1",
                "/;/settings",
                "/%73ettings",
                "//settings",
                "/./settings",
                "/x/../settings",
                "/%2e/settings",
                "/x/%2e%2e/settings",
                "/settings/",
                "/settings%00",
                "/settings%2f",
                "/SETTINGS",
                "/console.css/..",
                "/..;/settings"
            })
    void aPathInAnotherSpellingIsNoPage(String path) throws Exception {
        try (ConsoleApp app = new ConsoleApp(List.of(), TOKEN_SET)) {
            String closed = app.get(path);
            assertThat(status(closed)).as(closed).isIn(400, 401, 404);
            assertThat(closed).doesNotContain("Settings in force", "All is calm");
            String open = app.get(path, basic("ada", TOKEN));
            assertThat(status(open)).as(open).isIn(400, 404);
            assertThat(open).doesNotContain("Settings in force", "All is calm");
        }
    }

    @Test
    void otherMethodsDoNothing() throws Exception {
        try (ConsoleApp app = new ConsoleApp(List.of())) {
            String head = app.send("HEAD", "/shop/ops/console/", "");
            assertThat(status(head)).isEqualTo(200);
            assertThat(head).endsWith("\r\n\r\n");
            for (String method : List.of("TRACE", "PUT", "DELETE", "OPTIONS", "PATCH", "MADEUP")) {
                String answer = app.send(method, "/shop/ops/console/", "", "X-Echo: echoed");
                assertThat(status(answer)).as(method).isEqualTo(405);
                assertThat(answer).contains("Allow: GET, HEAD, POST").doesNotContain("echoed", "<html");
            }
        }
    }

    @Test
    void anActionNeedsAPageOfThisConsole() throws Exception {
        try (ConsoleApp app = new ConsoleApp(List.of(), TOKEN_SET)) {
            String sign = ConsoleApp.sign(app.get("/route?name=orders", basic("ada", TOKEN)));
            String body = "name=orders&sign=" + sign;
            String diagnose = "/shop/ops/console/diagnose";

            isClosed(app.send("POST", diagnose, body), 401);
            isClosed(app.send("POST", diagnose, "name=orders", basic("ada", TOKEN)), 403);
            isClosed(app.send("POST", diagnose, "name=orders&sign=" + "A".repeat(43), basic("ada", TOKEN)), 403);
            isClosed(app.send("POST", diagnose, body, basic("eve", TOKEN)), 403);
            isClosed(app.send("POST", diagnose, body, basic("ada", TOKEN), "Origin: https://evil.example"), 403);
            isClosed(app.send("POST", diagnose, body, basic("ada", TOKEN), "Origin: null"), 403);
            isClosed(app.send("POST", diagnose, body, basic("ada", TOKEN), "Sec-Fetch-Site: cross-site"), 403);
            isClosed(app.send("POST", diagnose, body, basic("ada", TOKEN), "Sec-Fetch-Site: same-site"), 403);
            assertThat(app.downstream().connections()).isZero();

            String done = app.send(
                    "POST",
                    diagnose,
                    body,
                    basic("ada", TOKEN),
                    "Origin: http://localhost:" + app.port(),
                    "Sec-Fetch-Site: same-origin");
            assertThat(status(done)).isEqualTo(303);
            assertThat(done).contains("Location: ", "/shop/ops/console/route?name=orders");
            await().untilAsserted(
                            () -> assertThat(app.downstream().connections()).isEqualTo(1));
            assertThat(status(app.send("POST", "/shop/ops/console/reload", "", "Authorization: Bearer " + TOKEN)))
                    .isEqualTo(303);
            assertThat(app.send(
                            "POST",
                            "/shop/ops/console/reload",
                            "",
                            "Authorization: Bearer " + TOKEN,
                            "Accept: application/json"))
                    .contains("{\"changes\":[]}");
            isClosed(app.send("POST", "/shop/ops/console/", "", "Authorization: Bearer " + TOKEN), 404);
        }
        assertThat(log.lines())
                .anyMatch(line -> line.contains("console action=diagnose who=\"ada\" from=127.0.0.1 route=orders"))
                .anyMatch(line -> line.contains("console action=reload who=\"token\" from=127.0.0.1 changes=0"))
                .anyMatch(line -> line.contains("console action refused who=\"eve\""));
    }

    @Test
    void onlyARoutesOwnUrlIsEverAsked() throws Exception {
        try (ConsoleApp app = new ConsoleApp(List.of(), TOKEN_SET)) {
            for (String name : List.of("http%3A%2F%2F127.0.0.1%3A" + app.port() + "%2F", "nothing", "", "default")) {
                String answer = app.send(
                        "POST",
                        "/shop/ops/console/diagnose",
                        "name=" + name,
                        "Authorization: Bearer " + TOKEN,
                        "Accept: application/json");
                assertThat(status(answer)).as(name).isIn(404, 409);
            }
            assertThat(app.downstream().connections()).isZero();
        }
    }

    @Test
    void whatAnAttackerWritesIsTextAndASecretIsNowhere() throws Exception {
        try (ConsoleApp app = new ConsoleApp(List.of())) {
            String failed = app.send(
                    "GET",
                    "/shop/api/%3Cscript%3Ealert(2)%3C/script%3E?key=" + ConsoleApp.SECRET,
                    "",
                    "Accept: application/json",
                    "Cookie: session=" + ConsoleApp.SECRET);
            String id = failed.replaceAll("(?s).*\"correlationId\":\\s*\"([^\"]+)\".*", "$1");
            app.send(
                    "POST",
                    "/shop/ops/console/diagnose",
                    "name=orders&sign=" + ConsoleApp.sign(app.get("/route?name=orders")));
            await().until(() -> app.get("/route?name=orders").contains("Found: "));

            for (String accept : List.of("text/html", "application/json", "*/*")) {
                for (String page : List.of(
                        "/",
                        "/search?id=" + id,
                        "/search?id=%3Cscript%3E%22onload=",
                        "/route?name=orders",
                        "/settings",
                        "/live?page=overview",
                        "/live?page=route&name=orders")) {
                    String answer = app.get(page, "Accept: " + accept);
                    assertThat(status(answer)).as(page).isEqualTo(200);
                    assertThat(answer)
                            .as(page)
                            .doesNotContain("<script>", "\"onload", ConsoleApp.SECRET)
                            .contains("default-src 'none'", "nosniff", "no-store");
                }
            }
            assertThat(app.get("/search?id=" + id))
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "connection_refused");
            assertThat(app.get(
                            "/search?id=" + id.toUpperCase(Locale.ROOT).replace("-", ""), "Accept: application/json"))
                    .contains(
                            "\"fault\":\"connection_refused\"",
                            "\"correlationId\":\"" + id + "\"",
                            "\"found\":\"healthy\"");
        }
    }

    @Test
    void eachPageHasAJsonOfTheSameTruth() throws Exception {
        try (ConsoleApp app = new ConsoleApp(List.of())) {
            app.send("GET", "/shop/api/1", "");
            for (String page : List.of("/", "/route?name=orders", "/settings", "/search?id=none")) {
                String json = app.get(page, "Accept: application/json");
                assertThat(json).contains("Content-Type: application/json", "Vary: Accept");
                String html = app.get(page, "Accept: text/html,application/json;q=0.5");
                assertThat(html).contains("text/html");
            }
            assertThat(app.get("/", "Accept: application/json"))
                    .contains("\"state\":\"disturbed\"", "\"connection_refused\":1", "\"breaker\":\"DISABLED\"");
            assertThat(app.get("/")).contains("orders fails", "1 × connection_refused", "no breaker");
            isClosed(app.get("/route?name=nothing"), 404);
            assertThat(status(app.get("/live?page=nothing"))).isEqualTo(204);
        }
    }
}
