package io.breakwater.servers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Open Liberty as it is unpacked, with the features that a web app may use, started by its own script. */
final class OpenLiberty extends DroppedIn {
    private static final String SERVER = "shop";

    private final Path home = Directories.home("open-liberty");
    private final Path base = Directories.base("open-liberty");

    @Override
    public String name() {
        return "Open Liberty " + System.getProperty("open-liberty.version", "");
    }

    @Override
    Path drop() {
        return base.resolve("servers/" + SERVER + "/dropins");
    }

    /** An app whose initializer does nothing stays, and none stays whose jars have no initializer. */
    @Override
    public Optional<String> reasonAgainstRedeployment() {
        return Optional.of(
                "Open Liberty keeps the loader of each stopped app with a ServletContainerInitializer, also of one that has"
                        + " no filter");
    }

    /** Shown with a filter that does nothing but wrap. */
    @Override
    public boolean flushesWhatIsWrapped() {
        return true;
    }

    @Override
    public boolean knowsTheUser() {
        return true;
    }

    /** The console has no INFO of an app's. */
    @Override
    public String log() {
        return Directories.read(base.resolve("servers/" + SERVER + "/logs/messages.log"));
    }

    @Override
    ServerProcess start(int port, List<String> options) {
        Directories.write(
                base.resolve("servers/" + SERVER + "/server.xml"),
                """
                <server>
                  <featureManager>
                    <feature>servlet-6.0</feature>
                    <feature>pages-3.1</feature>
                    <feature>cdi-4.0</feature>
                    <feature>websocket-2.1</feature>
                    <feature>appSecurity-5.0</feature>
                  </featureManager>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                  <applicationMonitor pollingRate="200ms"/>
                  <basicRegistry>
                    <user name="%s" password="%s"/>
                    <group name="%s">
                      <member name="%s"/>
                    </group>
                  </basicRegistry>
                </server>
                """
                        .formatted(port, PlatformWar.USER, PlatformWar.PASSWORD, PlatformWar.ROLE, PlatformWar.USER)
                        .getBytes(StandardCharsets.UTF_8));
        return ServerProcess.start(
                base,
                Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "WLP_USER_DIR", base.toString(),
                        "JVM_ARGS", String.join(" ", options)),
                List.of("sh", home.resolve("bin/server").toString(), "run", SERVER));
    }
}
