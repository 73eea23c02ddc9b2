package io.breakwater.matrix;

import io.breakwater.contract.LogLines;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import io.breakwater.failure.DownstreamFailure;
import io.breakwater.failure.Place;
import io.breakwater.matrix.variant.ProxyVariants;
import io.breakwater.observe.ExchangeReport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** One trouble through one way. */
final class MatrixRun {
    /** More than a connection takes at once. */
    private static final Bytes UPLOAD = Bytes.filler(1 << 20);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final ProxyApps fleet;
    private final LogLines log;
    private final AtomicInteger looks = new AtomicInteger();

    MatrixRun(ProxyApps fleet, LogLines log) {
        this.fleet = fleet;
        this.log = log;
    }

    Observed observe(DownstreamFailure trouble, ProxyVariants way) throws IOException {
        // Each look has an id of its own.
        String name = (way + "-" + trouble + "-" + looks.incrementAndGet())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        ProxyApps.Ship ship = fleet.ship(way);
        // A place of its own, or a connection kept from the trouble before is in the way.
        try (Place place = new Place(fleet.authority())) {
            URI target = trouble.at(place);
            String path = fleet.targets().path(name, target);
            if (trouble.needsKeptConnection()) {
                RawResponse calm = ask(ship.uri(), RawRequest.get(path).with("X-Request-ID", name + "-before"));
                if (calm.status() != 200) {
                    throw new IllegalStateException("the sea is not calm: " + calm);
                }
                place.downstream().forget();
            }
            Bytes body = trouble.isInUpload() ? UPLOAD : Bytes.utf8("an order");
            RawRequest request = trouble.method().equals("POST")
                    ? RawRequest.of("POST", path, body).with("Content-Type", "text/plain")
                    : RawRequest.get(path);
            RawResponse seen = ask(ship.uri(), request.with("Accept", BROWSER).with("X-Request-ID", name));
            Optional<ExchangeReport> report = report(ship, name);
            return new Observed(seen, report, logLine(name), place.requests());
        }
    }

    private static RawResponse ask(URI uri, RawRequest request) {
        try (RawClient client = RawClient.to(uri, PATIENCE)) {
            // An answer may come before the end of an upload.
            return client.sendBeside(request).receive();
        }
    }

    /** It may come after the answer. */
    private static Optional<ExchangeReport> report(ProxyApps.Ship ship, String id) {
        Awaitility.await(id)
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> find(ship, id).isPresent());
        return find(ship, id);
    }

    private static Optional<ExchangeReport> find(ProxyApps.Ship ship, String id) {
        return ship.reports().all().stream()
                .filter(report -> report.correlationId().equals(id))
                .findFirst();
    }

    private Optional<String> logLine(String id) {
        return log.events().stream()
                .map(event -> event.getFormattedMessage())
                .filter(line -> line.contains(" correlationId=" + id + " "))
                .findFirst();
    }
}
