package io.breakwater.servers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Payara Micro, which is one jar. It serves the apps that its command names. */
final class PayaraMicro extends DroppedIn {
    private static final String LOOPBACK = "set configs.config.server-config.network-config.network-listeners."
            + "network-listener.http-listener.address=127.0.0.1\n";

    private final Path jar =
            Path.of("target/servers/payara-micro/payara-micro.jar").toAbsolutePath();
    private final Path base = Directories.base("payara-micro");

    @Override
    public String name() {
        return "Payara Micro " + System.getProperty("payara.version", "");
    }

    @Override
    Path drop() {
        return base.resolve("apps");
    }

    @Override
    public Optional<String> reasonAgainstRedeployment() {
        return Optional.of("no app comes or goes while Payara Micro runs");
    }

    @Override
    ServerProcess start(int port, List<String> options) {
        Directories.create(base.resolve("temp"));
        Path commands = base.resolve("commands.txt");
        Directories.write(commands, LOOPBACK.getBytes(StandardCharsets.UTF_8));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + base.resolve("temp"),
                "-jar",
                jar.toString(),
                "--rootDir",
                base.resolve("root").toString(),
                "--deploymentDir",
                drop().toString(),
                "--prebootcommandfile",
                commands.toString(),
                "--port",
                Integer.toString(port),
                "--nocluster"));
        return ServerProcess.start(base, Map.of(), command);
    }
}
