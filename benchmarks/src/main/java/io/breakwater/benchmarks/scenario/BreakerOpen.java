package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.load.Load;
import io.breakwater.benchmarks.load.Tally;
import io.breakwater.benchmarks.peer.Peer;
import io.breakwater.benchmarks.peer.Peers;
import io.breakwater.benchmarks.report.Budget;
import io.breakwater.benchmarks.report.Findings;
import io.breakwater.benchmarks.scenario.Rounds.Column;
import io.breakwater.benchmarks.server.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The breaker is open: how fast refusals are, beside a servlet that writes the bytes of our page and nothing else. */
final class BreakerOpen implements Scenario {

    private static final String SAMPLE = "a servlet with the same page";
    private static final int CLIENTS = 16;
    private static final int ENOUGH_TO_OPEN = 100;
    private static final Set<String> NOT_COPIED =
            Set.of("content-length", "date", "server", "connection", "transfer-encoding");

    @Override
    public String name() {
        return "breaker-open";
    }

    @Override
    public Findings run(Setup stage) throws IOException {
        List<Peer> peers = stage.of(List.of(Peers.BREAKWATER, Peers.NAIVE, Peers.GATEWAY));
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put(SAMPLE, "/sample");
        for (Peer peer : peers) {
            Load.wave(stage.start(peer).port(), ENOUGH_TO_OPEN, call -> "/open/1024");
            urls.put(peer.name(), "/open/1024");
        }
        copyPage(stage);
        stage.reached(Route.OPEN);
        Rounds.Measurement measurement = name -> {
            Peer app = peers.stream()
                    .filter(peer -> peer.name().equals(name))
                    .findFirst()
                    .orElse(Peers.UNGUARDED);
            String path = urls.getOrDefault(name, "");
            Tally tally = Load.closed(stage.start(app).port(), CLIENTS, stage.time(), call -> path);
            if (tally.with(503) == 0) {
                throw new IllegalStateException(name + " does not refuse: " + tally.statuses());
            }
            return Map.of("throughput", tally.perSecond(503), "bytes", (double) tally.bytes() / tally.calls());
        };
        List<String> names = List.copyOf(urls.keySet());
        // The compilers need longer for a page than for the servlet's few lines.
        Rounds.of(stage.byPace(0, 4, 10), names, measurement);
        Rounds rounds = Rounds.of(stage.rounds(), names, measurement);
        if (stage.reached(Route.OPEN) > 0) {
            throw new IllegalStateException("a call came through an open breaker");
        }
        return new Findings(
                "Breaker open",
                "Every call is refused with a page, by " + CLIENTS + " clients as fast as they are answered. nginx and"
                        + " HAProxy have no breaker.",
                List.of(rounds.table(
                        Column.of("a second", "throughput", "%,.0f"),
                        Column.ratio("× the servlet", "throughput"),
                        Column.of("bytes", "bytes", "%,.0f"))),
                List.of(),
                List.of(Budget.atLeast(
                                "breaker refusal, full HTML page, × a servlet that writes the same bytes",
                                0.9,
                                "%.3f",
                                rounds.ratio(Peers.BREAKWATER.name(), SAMPLE, "throughput"))
                        .orBecause(
                                "each visitor's page is made: format and language are negotiated, id, time and wait filled in."
                                        + " That is a fifth of what the app does for it; the exchange itself and the reset"
                                        + " of the response are the rest of the difference. Pages that are the same for"
                                        + " everybody would be needed, which could not name an id")));
    }

    /** Has the unguarded app's servlet write what our page is. */
    private static void copyPage(Setup stage) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<byte[]> page = send(
                client,
                to(stage, Peers.BREAKWATER, "/open/1024")
                        .header("Accept", "text/html")
                        .header("Accept-Language", "en")
                        .build());
        HttpRequest.Builder copy = to(stage, Peers.UNGUARDED, "/sample").PUT(BodyPublishers.ofByteArray(page.body()));
        page.headers().map().forEach((name, values) -> {
            if (!NOT_COPIED.contains(name.toLowerCase(Locale.ROOT))) {
                copy.header("Copy-" + name, values.get(0));
            }
        });
        send(client, copy.build());
    }

    private static HttpRequest.Builder to(Setup stage, Peer peer, String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + stage.start(peer).port() + path));
    }

    private static HttpResponse<byte[]> send(HttpClient client, HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the page was copied", e);
        }
    }
}
