package io.breakwater.servers;

import io.breakwater.servers.platform.Echo;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An app that uses what a server has beside servlets: with the filter, and without, and the same else. */
enum PlatformWar {
    BARE(""),
    GUARDED(
            """
              <filter>
                <filter-name>breakwater</filter-name>
                <filter-class>io.breakwater.BreakwaterFilter</filter-class>
                <async-supported>true</async-supported>
              </filter>
              <filter-mapping>
                <filter-name>breakwater</filter-name>
                <url-pattern>/*</url-pattern>
                <dispatcher>REQUEST</dispatcher>
                <dispatcher>ASYNC</dispatcher>
              </filter-mapping>
            """);

    /** Of the realm that {@link ApplicationServer}s are given. */
    static final String USER = "visitor";

    static final String PASSWORD = "harbour-2";
    static final String ROLE = "customer";

    private static final String WEB_XML =
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="false">
            %s  <security-constraint>
                <web-resource-collection>
                  <web-resource-name>secret</web-resource-name>
                  <url-pattern>/secret</url-pattern>
                </web-resource-collection>
                <auth-constraint>
                  <role-name>customer</role-name>
                </auth-constraint>
              </security-constraint>
              <login-config>
                %s
              </login-config>
              <security-role>
                <role-name>customer</role-name>
              </security-role>
              <error-page>
                <error-code>500</error-code>
                <location>/sorry.jsp</location>
              </error-page>
            </web-app>
            """;

    private static final String BASIC =
            "<auth-method>BASIC</auth-method>\n    <realm-name>ApplicationRealm</realm-name>";
    private static final String FORM =
            """
            <auth-method>FORM</auth-method>
                <form-login-config>
                  <form-login-page>/login.jsp</form-login-page>
                  <form-error-page>/login.jsp?failed</form-error-page>
                </form-login-config>""";

    private static final String SORRY =
            """
            <%@ page isErrorPage="true" session="false" contentType="text/plain;charset=UTF-8" %>\
            sorry: <%= exception.getMessage() %>, <%= response.getStatus() %>""";

    private static final String LOGIN =
            """
            <%@ page contentType="text/plain;charset=UTF-8" %>\
            please log in <%= request.getQueryString() %>""";

    private static final String SETTINGS = """
            breakwater.timeout=500ms
            """;

    private final String filter;

    PlatformWar(String filter) {
        this.filter = filter;
    }

    /** The name of the app in which people log in as the browser asks, or by a form. */
    String app(boolean form) {
        return "platform-" + name().toLowerCase(Locale.ROOT) + (form ? "-form" : "");
    }

    /** Its bytes. */
    byte[] bytes(boolean form) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        put(files, "WEB-INF/web.xml", WEB_XML.formatted(filter, form ? FORM : BASIC));
        put(files, "WEB-INF/beans.xml", "");
        put(files, "WEB-INF/classes/breakwater.properties", SETTINGS);
        put(files, "sorry.jsp", SORRY);
        put(files, "login.jsp", LOGIN);
        WarFiles.putLibraries(files);
        WarFiles.putPackageOf(files, Echo.class);
        return WarFiles.zipped(files);
    }

    private static void put(Map<String, byte[]> files, String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
