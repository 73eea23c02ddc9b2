package io.breakwater.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A Tomcat as it is unpacked, but for the ports: its own logging, its own settings, started by its own script. */
final class Tomcat {
    private static final Pattern PORT = Pattern.compile("Starting ProtocolHandler \\[\"http-nio-.*-(\\d+)\"]");

    private final Path home;
    private final Path base;

    /**
     * Prepares a directory for one.
     *
     * @param version that of the directory in {@code target/servers}
     */
    Tomcat(String version, String name) {
        this.home = Directories.home(version);
        this.base =
                Directories.base(version + "-" + name, "conf/Catalina/localhost", "logs", "temp", "webapps", "work");
        Directories.copy(home.resolve("conf"), base.resolve("conf"));
        edit(base.resolve("conf/server.xml"), "port=\"8080\"", "port=\"0\" address=\"127.0.0.1\"");
        edit(base.resolve("conf/server.xml"), "port=\"8005\"", "port=\"-1\"");
    }

    /** Drops an app where Tomcat looks for some. */
    Tomcat app(String name, War war) {
        war.write(base.resolve("webapps").resolve(name + ".war"));
        return this;
    }

    /** Describes an app that is elsewhere, in XML. */
    Tomcat context(String name, String xml) {
        write(base.resolve("conf/Catalina/localhost").resolve(name + ".xml"), xml);
        return this;
    }

    /** Has its own manager, for a user of this name and password. */
    Tomcat manager(String user) {
        write(
                base.resolve("conf/tomcat-users.xml"),
                "<tomcat-users><user username='%s' password='%s' roles='manager-script'/></tomcat-users>"
                        .formatted(user, user));
        return context("manager", "<Context docBase='${catalina.home}/webapps/manager' privileged='true'/>");
    }

    /** Starts it, with options for the JVM. */
    Server start(String... options) {
        List<String> all = new ArrayList<>(Server.SMALL);
        all.addAll(List.of(options));
        return Server.start(
                base,
                Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "CATALINA_HOME", home.toString(),
                        "CATALINA_BASE", base.toString(),
                        "CATALINA_OPTS", String.join(" ", all)),
                List.of("sh", home.resolve("bin/catalina.sh").toString(), "run"),
                PORT,
                "Server startup in ");
    }

    private static void edit(Path file, String before, String after) {
        try {
            String text = Files.readString(file);
            if (!text.contains(before)) {
                throw new IllegalStateException(file + " has no " + before);
            }
            write(file, text.replace(before, after));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
