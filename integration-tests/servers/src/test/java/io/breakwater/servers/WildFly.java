package io.breakwater.servers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        Path configuration = base.resolve("standalone/configuration");
        Directories.append(
                configuration.resolve("application-users.properties"),
                PlatformWar.USER + "=" + md5(PlatformWar.USER + ":ApplicationRealm:" + PlatformWar.PASSWORD));
        Directories.append(
                configuration.resolve("application-roles.properties"), PlatformWar.USER + "=" + PlatformWar.ROLE);
    }

    /** As its script for adding users does it. */
    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean knowsTheUser() {
        return true;
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
