package io.breakwater.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that serves what is dropped into a directory. */
abstract class DroppedIn implements ApplicationServer {
    private final int port = ApplicationServer.freePort();
    private Optional<ServerProcess> process = Optional.empty();

    /** The directory. */
    abstract Path drop();

    /** Starts its process on that port, with options for the JVM. */
    abstract ServerProcess start(int port, List<String> options);

    @Override
    public final void start(Map<String, byte[]> wars, List<String> options) {
        wars.forEach((app, war) -> Directories.write(drop().resolve(app + ".war"), war));
        List<String> all = new ArrayList<>(SMALL);
        all.addAll(options);
        process = Optional.of(start(port, all));
        boolean serves = false;
        try {
            wars.keySet().forEach(app -> process().awaitAnswer(well(app)));
            serves = true;
        } finally {
            if (!serves) {
                close();
            }
        }
    }

    @Override
    public final URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public boolean knowsTheUser() {
        return false;
    }

    @Override
    public Optional<String> reasonAgainstRedeployment() {
        return Optional.empty();
    }

    @Override
    public final void deploy(String app, byte[] war) {
        Directories.write(drop().resolve(app + ".war"), war);
        process().awaitAnswer(well(app));
    }

    @Override
    public final void undeploy(String app) {
        Directories.delete(drop().resolve(app + ".war"));
        process().awaitGone(well(app));
    }

    private URI well(String app) {
        return uri().resolve("/" + app + "/well/");
    }

    @Override
    public final ServerProcess process() {
        return process.orElseThrow();
    }

    @Override
    public String log() {
        return process().console();
    }

    @Override
    public final void close() {
        process.ifPresent(ServerProcess::close);
    }
}
