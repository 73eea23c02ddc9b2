package io.breakwater.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GlassFish as it is unpacked, with its own domain but for the ports, started by its own script. */
final class GlassFish extends DroppedIn {
    private static final String DOMAIN = "domain1";
    private static final String FIRST_OPTION = "<jvm-options>-Djava.awt.headless=true</jvm-options>";
    private static final List<String> OTHER_PORTS = List.of("8181", "4848", "3700", "3820", "3920", "8686");

    private final Path home = Directories.home("glassfish");
    private final Path base = Directories.base("glassfish");
    private final Path domain = base.resolve(DOMAIN);

    GlassFish() {
        Directories.copy(home.resolve("glassfish/domains/" + DOMAIN), domain);
    }

    @Override
    public String name() {
        return "GlassFish " + System.getProperty("glassfish.version", "");
    }

    @Override
    public Optional<String> reasonAgainstRedeployment() {
        return Optional.of("GlassFish keeps the loader of each stopped app, also of one that has no filter");
    }

    @Override
    Path drop() {
        return domain.resolve("autodeploy");
    }

    @Override
    public String log() {
        return Directories.read(domain.resolve("logs/server.log"));
    }

    @Override
    ServerProcess start(int port, List<String> options) {
        Path configuration = domain.resolve("config/domain.xml");
        Directories.edit(configuration, "0.0.0.0", "127.0.0.1");
        Directories.edit(configuration, "-Xmx512m", "-Xmx600m");
        Directories.edit(
                configuration,
                "<network-listener port=\"8080\"",
                "<network-listener port=\"" + port + "\" address=\"127.0.0.1\"");
        for (String other : OTHER_PORTS) {
            Directories.edit(configuration, "\"" + other + "\"", "\"" + ApplicationServer.freePort() + "\"");
        }
        StringBuilder more = new StringBuilder(FIRST_OPTION);
        options.stream()
                .filter(option -> !option.startsWith("-Xmx"))
                .forEach(option -> more.append("<jvm-options>").append(option).append("</jvm-options>"));
        Directories.edit(configuration, FIRST_OPTION, more.toString());
        return ServerProcess.start(
                base,
                Map.of("AS_JAVA", System.getProperty("java.home")),
                List.of(
                        "sh",
                        home.resolve("bin/asadmin").toString(),
                        "start-domain",
                        "--verbose=true",
                        "--domaindir=" + base,
                        DOMAIN));
    }
}
