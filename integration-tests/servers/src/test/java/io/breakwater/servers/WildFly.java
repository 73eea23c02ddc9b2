package io.breakwater.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** WildFly as it is unpacked, with its own configuration but for the ports, started by its own script. */
final class WildFly extends DroppedIn {
    private final Path home = Directories.home("wildfly");
    private final Path base = Directories.base("wildfly");

    WildFly() {
        Directories.copy(home.resolve("standalone"), base.resolve("standalone"));
        Directories.edit(
                base.resolve("standalone/configuration/standalone.xml"),
                "scan-interval=\"5000\"",
                "scan-interval=\"200\"");
    }

    @Override
    public String name() {
        return "WildFly " + System.getProperty("wildfly.version", "");
    }

    @Override
    Path drop() {
        return base.resolve("standalone/deployments");
    }

    @Override
    ServerProcess start(int port, List<String> options) {
        return ServerProcess.start(
                base,
                Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", String.join(" ", options)),
                List.of(
                        "sh",
                        home.resolve("bin/standalone.sh").toString(),
                        "-b=127.0.0.1",
                        "-Djboss.server.base.dir=" + base.resolve("standalone"),
                        "-Djboss.http.port=" + port,
                        "-Djboss.https.port=" + ApplicationServer.freePort(),
                        "-Djboss.management.http.port=" + ApplicationServer.freePort()));
    }
}
