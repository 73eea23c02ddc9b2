package io.breakwater.matrix;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.contract.Reports;
import io.breakwater.failure.Authority;
import io.breakwater.matrix.variant.Environment;
import io.breakwater.matrix.variant.ProxyVariant;
import io.breakwater.matrix.variant.ProxyVariants;
import io.breakwater.matrix.variant.Targets;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import okhttp3.tls.HandshakeCertificates;

/** Apps of several ways, all started, each behind a guard of its own. Thread-safe once started. */
final class ProxyApps implements AutoCloseable {

    /** An app. */
    record Ship(ProxyVariants way, ProxyVariant app, Breakwater guard, Reports reports, URI uri) {}

    private final Authority authority = new Authority();
    private final Targets targets = new Targets();
    private final Map<ProxyVariants, Ship> ships = new EnumMap<>(ProxyVariants.class);

    /**
     * Starts them.
     *
     * @param connect how long their clients wait for a connection
     * @param answer how long their clients wait for bytes
     * @param settings of the guards, like {@code timeout=500ms}
     */
    ProxyApps(Iterable<ProxyVariants> ways, Duration connect, Duration answer, String... settings) {
        HandshakeCertificates trusted = authority.client();
        Environment surroundings =
                new Environment(targets, trusted.sslContext(), trusted.trustManager(), connect, answer);
        for (ProxyVariants way : ways) {
            Reports reports = new Reports();
            Breakwater.Builder builder = Breakwater.builder().listener(reports);
            for (String setting : settings) {
                String[] pair = setting.split("=", 2);
                builder.set("breakwater." + pair[0], pair[1]);
            }
            Breakwater guard = builder.build();
            ProxyVariant app = way.in(surroundings);
            ships.put(way, new Ship(way, app, guard, reports, app.start(new BreakwaterFilter(guard))));
        }
    }

    Ship ship(ProxyVariants way) {
        return Objects.requireNonNull(ships.get(way));
    }

    Iterable<Ship> ships() {
        return ships.values();
    }

    Targets targets() {
        return targets;
    }

    Authority authority() {
        return authority;
    }

    @Override
    public void close() {
        ships.values().forEach(ship -> ship.app().close());
    }
}
