package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.load.Client;
import io.breakwater.benchmarks.load.Load;
import io.breakwater.benchmarks.peer.Peer;
import io.breakwater.benchmarks.peer.Running;
import io.breakwater.benchmarks.server.Downstream;
import io.breakwater.benchmarks.server.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The downstream, the peers that have been started in front of it, and how much time there is. */
public final class Setup implements AutoCloseable {

    /** How much time there is. */
    public enum Pace {
        /** Just enough to see that it runs. */
        SMOKE,
        /** For a first look. */
        QUICK,
        FULL
    }

    private final Pace pace;
    private final List<Peer> available;
    private final Running downstream;
    /** Holds a port without listening on it. */
    private final Socket nobody = new Socket();

    private final Map<String, Running> running = new LinkedHashMap<>();

    /**
     * Starts a downstream.
     *
     * @param available the peers that are there
     */
    public Setup(Pace pace, List<Peer> available) throws IOException {
        this.pace = pace;
        this.available = List.copyOf(available);
        nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.downstream = Running.ours(List.of("-Xmx512m"), Downstream.class);
    }

    /** One of three, by the pace. */
    <T> T byPace(T smoke, T quick, T full) {
        return switch (pace) {
            case SMOKE -> smoke;
            case QUICK -> quick;
            case FULL -> full;
        };
    }

    /** Whether nothing is measured, and all is only to be seen to run. */
    public boolean isSmoke() {
        return pace == Pace.SMOKE;
    }

    /** How many rounds there are, of those that are short. */
    int rounds() {
        return byPace(1, 2, 5);
    }

    /** How long a measurement lasts. */
    Duration time() {
        return byPace(Duration.ofMillis(100), Duration.ofMillis(700), Duration.ofSeconds(2));
    }

    /** Those of these peers that are there. */
    List<Peer> of(List<Peer> wanted) {
        return wanted.stream().filter(available::contains).toList();
    }

    /** A peer, started when it is first asked for. */
    Running start(Peer peer) {
        return running.computeIfAbsent(peer.name(), name -> {
            try {
                Running started = peer.start(new Peer.Sea(downstream.port(), nobody.getLocalPort()));
                warmUp(started.port());
                return started;
            } catch (IOException e) {
                throw new IllegalStateException(name + " did not start", e);
            }
        });
    }

    /** What the compilers do is nobody's cost for a request, and no breaker must open because they are not done yet. */
    private void warmUp(int port) {
        Duration time = byPace(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(10));
        Load.closed(port, 16, time, call -> "/healthy/1024");
    }

    /** Stops a peer that nobody needs any more. */
    void stop(Peer peer) {
        Running stopped = running.remove(peer.name());
        if (stopped != null) {
            stopped.close();
        }
    }

    /** How many calls have reached the downstream on a route since this was last asked. */
    long reached(Route route) {
        return Long.parseLong(ask(downstream.port(), "/count/" + route.segment()));
    }

    /** What is answered to a GET. */
    static String ask(int port, String path) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (Client client = new Client(port)) {
            client.get(path, body);
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        running.values().forEach(Running::close);
        downstream.close();
        nobody.close();
    }
}
