package io.breakwater.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An application server as its maker gives it out, in a process of its own. An app's context path is its name. */
interface ApplicationServer extends AutoCloseable {
    /** What every JVM is started with. What only a soft reference holds is no leak. */
    List<String> SMALL =
            List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:SoftRefLRUPolicyMSPerMB=0");

    /** Name and version. */
    String name();

    /**
     * Starts it with apps, and returns when they are served.
     *
     * @param wars the apps, by their names
     * @param options for the JVM
     */
    void start(Map<String, byte[]> wars, List<String> options);

    /**
     * Whether it flushes a response after its servlet where any filter has wrapped it, and not where none has: what is short has then no
     * length, but chunks.
     */
    default boolean flushesWhatIsWrapped() {
        return false;
    }

    /** Whether it knows the user of {@link PlatformWar}. */
    boolean knowsTheUser();

    /** Where it listens on 127.0.0.1. */
    URI uri();

    /** Why it can't be shown that a stopped app goes; empty where it can. */
    Optional<String> reasonAgainstRedeployment();

    /** Puts another app into the running server, as a deployer would, and returns when it is served. */
    void deploy(String app, byte[] war);

    /** Takes an app out, and returns when it is not served any more. */
    void undeploy(String app);

    /** Its process. */
    ServerProcess process();

    /** What an app logs on it, whatever it logs with. */
    String log();

    @Override
    void close();

    /** A port that was free just now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
