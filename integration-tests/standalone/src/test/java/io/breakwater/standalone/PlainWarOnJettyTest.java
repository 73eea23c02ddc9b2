package io.breakwater.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** On Jetty as it is unpacked, with its own modules, whose log is the console. */
class PlainWarOnJettyTest extends PlainWarContract {
    private static final Pattern PORT = Pattern.compile("Started oejs\\.ServerConnector.*127\\.0\\.0\\.1:(\\d+)}");

    @Override
    Server start(Map<String, War> apps, String option) {
        Path base = Directories.base("jetty", "temp");
        Server.run(base, java("--add-modules=http,ee11-deploy"));
        apps.forEach((name, war) -> war.write(base.resolve("webapps").resolve(name + ".war")));
        return Server.start(
                base,
                Map.of(),
                java("jetty.http.host=127.0.0.1", "jetty.http.port=0", option),
                PORT,
                "Started oejs.Server@");
    }

    /** Jetty's own command. What begins with -D is for the JVM. */
    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Server.SMALL);
        command.add("-Djava.io.tmpdir=temp");
        command.add("-jar");
        command.add(Directories.home("jetty").resolve("start.jar").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    String containersLog(Server server) {
        return server.console();
    }

    @Override
    String appsLog(Server server) {
        return server.console();
    }

    @Override
    int statusOfRefusedApp() {
        return 503;
    }
}
