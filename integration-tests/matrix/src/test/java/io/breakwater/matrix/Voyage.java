package io.breakwater.matrix;

import io.breakwater.contract.LogLines;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.Seen;
import io.breakwater.downstream.Bytes;
import io.breakwater.matrix.way.Ways;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.trouble.Place;
import io.breakwater.trouble.Trouble;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** One trouble through one way. */
final class Voyage {
    /** More than a connection takes at once. */
    private static final Bytes UPLOAD = Bytes.filler(1 << 20);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final Fleet fleet;
    private final LogLines log;
    private final AtomicInteger looks = new AtomicInteger();

    Voyage(Fleet fleet, LogLines log) {
        this.fleet = fleet;
        this.log = log;
    }

    Observed observe(Trouble trouble, Ways way) throws IOException {
        // Each look has an id of its own.
        String name = (way + "-" + trouble + "-" + looks.incrementAndGet())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        Fleet.Ship ship = fleet.ship(way);
        // A place of its own, or a connection kept from the trouble before is in the way.
        try (Place place = new Place(fleet.authority())) {
            URI target = trouble.at(place);
            String path = fleet.targets().path(name, target);
            if (trouble.needsKeptConnection()) {
                Seen calm = ask(ship.uri(), RawRequest.get(path).with("X-Request-ID", name + "-before"));
                if (calm.status() != 200) {
                    throw new IllegalStateException("the sea is not calm: " + calm);
                }
                place.downstream().forget();
            }
            Bytes body = trouble.isInUpload() ? UPLOAD : Bytes.utf8("an order");
            RawRequest request = trouble.method().equals("POST")
                    ? RawRequest.of("POST", path, body).with("Content-Type", "text/plain")
                    : RawRequest.get(path);
            Seen seen = ask(ship.uri(), request.with("Accept", BROWSER).with("X-Request-ID", name));
            Optional<ExchangeReport> report = report(ship, name);
            return new Observed(seen, report, logLine(name), place.requests());
        }
    }

    private static Seen ask(URI uri, RawRequest request) {
        try (RawClient client = RawClient.to(uri, PATIENCE)) {
            // An answer may come before the end of an upload.
            return client.sendBeside(request).receive();
        }
    }

    /** It may come after the answer. */
    private static Optional<ExchangeReport> report(Fleet.Ship ship, String id) {
        Awaitility.await(id)
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> find(ship, id).isPresent());
        return find(ship, id);
    }

    private static Optional<ExchangeReport> find(Fleet.Ship ship, String id) {
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
