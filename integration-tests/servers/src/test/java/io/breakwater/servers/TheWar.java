package io.breakwater.servers;

import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.app.UninterruptibleProxy;
import io.breakwater.servers.app.AppListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The web app that every server gets, the same bytes in all of them. */
final class TheWar {
    private static final List<Class<?>> OF_THE_CONTRACT =
            List.of(Subject.class, ProxyServlet.class, UninterruptibleProxy.class, StuckServlet.class);

    private static final String WEB_XML =
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <listener>
                <listener-class>io.breakwater.servers.app.AppListener</listener-class>
              </listener>
            %s%s%s  <error-page>
                <error-code>500</error-code>
                <location>/oops/page</location>
              </error-page>
            </web-app>
            """
                    .formatted(
                            filter("outer", "io.breakwater.servers.app.OuterFilter", "REQUEST"),
                            filter("breakwater", "io.breakwater.BreakwaterFilter", "REQUEST", "ASYNC"),
                            filter("inner", "io.breakwater.servers.app.InnerFilter", "REQUEST", "ASYNC"));

    private static final String SETTINGS =
            """
            breakwater.brand.name=Harbour Books
            breakwater.idle-timeout=500ms
            breakwater.retry.on=unsent, connection_terminated, http_response_incomplete, 503
            breakwater.retry.budget.min-per-second=100
            breakwater.circuit-breaker.enabled=false
            breakwater.routes.stuck.path=/stuck/*, /including/*
            breakwater.routes.stuck.timeout=1s
            """;

    private TheWar() {}

    private static String filter(String name, String type, String... dispatchers) {
        StringBuilder text = new StringBuilder(
                """
                  <filter>
                    <filter-name>%s</filter-name>
                    <filter-class>%s</filter-class>
                    <async-supported>true</async-supported>
                  </filter>
                  <filter-mapping>
                    <filter-name>%s</filter-name>
                    <url-pattern>/*</url-pattern>
                """
                        .formatted(name, type, name));
        for (String dispatcher : dispatchers) {
            text.append("    <dispatcher>").append(dispatcher).append("</dispatcher>\n");
        }
        return text.append("  </filter-mapping>\n").toString();
    }

    /** Its bytes. */
    static byte[] bytes() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("WEB-INF/web.xml", WEB_XML.getBytes(StandardCharsets.UTF_8));
        files.put("WEB-INF/classes/breakwater.properties", SETTINGS.getBytes(StandardCharsets.UTF_8));
        WarFiles.putLibraries(files);
        WarFiles.putPackageOf(files, AppListener.class);
        try {
            for (Class<?> type : OF_THE_CONTRACT) {
                put(files, type);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return WarFiles.zipped(files);
    }

    /** With the classes without a name that it has. */
    private static void put(Map<String, byte[]> files, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/');
        String file = name + ".class";
        for (int inner = 1; ; inner++) {
            try (InputStream content = TheWar.class.getClassLoader().getResourceAsStream(file)) {
                if (content == null) {
                    return;
                }
                files.put("WEB-INF/classes/" + file, content.readAllBytes());
            }
            file = name + "$" + inner + ".class";
        }
    }
}
