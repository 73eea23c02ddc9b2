package io.breakwater.boot;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.GuardedApp;
import java.net.URI;
import java.util.Optional;
import org.apache.catalina.util.ServerInfo;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/**
 * Spring Boot's own Tomcat, with all that Boot puts into an app: its filters, its error page, its dispatcher servlet. The guard
 * is the app's to bring, and not the starter's.
 */
final class BootContainer implements ContainerUnderTest {
    private Optional<Harbour> started = Optional.empty();

    @Override
    public String name() {
        return ServerInfo.getServerInfo() + " in Spring Boot " + SpringBootVersion.getVersion();
    }

    @Override
    public URI start(GuardedApp app) {
        Harbour harbour = Harbour.start(
                Nothing.class,
                context -> context.registerBean("guardedApp", ServletContextInitializer.class, () -> app::register),
                "test.server=" + tomcat(),
                "breakwater.spring.enabled=false",
                "server.address=127.0.0.1",
                "server.shutdown=immediate",
                "server.tomcat.threads.max=" + app.threads(),
                // Its default ends a connection after a hundred requests.
                "server.tomcat.max-keep-alive-requests=-1",
                "server.servlet.context-path=" + app.contextPath());
        started = Optional.of(harbour);
        return harbour.uri(app.contextPath());
    }

    /** The factory's name, wherever this version of Boot has it. */
    private static String tomcat() {
        return ServersTest.servers()
                .map(Class::getName)
                .filter(name -> name.contains("Tomcat"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Deployed deploy(GuardedApp app, ClassLoader loader) {
        throw new UnsupportedOperationException("Boot's Tomcat serves one app");
    }

    @Override
    public void close() {
        started.ifPresent(Harbour::close);
    }

    /** An app with nothing of its own. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Nothing {}
}
