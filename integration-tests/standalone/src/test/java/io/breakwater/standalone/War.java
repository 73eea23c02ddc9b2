package io.breakwater.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The files of a web app, by their names in the WAR. */
final class War {
    private static final Path JARS = Path.of("target/lib");
    private static final String LIB = "WEB-INF/lib/";
    private static final String CLASSES = "WEB-INF/classes/";

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private War() {}

    /** An app by the README: its dependencies, its filter in a web.xml, its settings. */
    static War byTheReadme() {
        War war = new War();
        jars().forEach(jar -> war.files.put(LIB + jar.getFileName(), read(jar)));
        war.put(
                "WEB-INF/web.xml",
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <servlet>
                    <servlet-name>orders</servlet-name>
                    <servlet-class>com.example.shop.OrdersServlet</servlet-class>
                    <async-supported>true</async-supported>
                  </servlet>
                  <servlet>
                    <servlet-name>alive</servlet-name>
                    <servlet-class>com.example.shop.AliveServlet</servlet-class>
                  </servlet>
                  <servlet-mapping>
                    <servlet-name>orders</servlet-name>
                    <url-pattern>/api/orders/*</url-pattern>
                  </servlet-mapping>
                  <servlet-mapping>
                    <servlet-name>alive</servlet-name>
                    <url-pattern>/alive</url-pattern>
                  </servlet-mapping>
                """
                        + Readme.block("**web.xml**", "xml")
                        + "</web-app>");
        war.put(CLASSES + "breakwater.properties", Readme.block("**breakwater.properties**", "properties"));
        war.putClass("com/example/shop/OrdersServlet");
        war.putClass("com/example/shop/AliveServlet");
        return war;
    }

    /** An app without libraries: one servlet for all paths. */
    static War of(Class<?> servlet, Class<?>... others) {
        War war = new War();
        war.put(
                "WEB-INF/web.xml",
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <servlet>
                    <servlet-name>all</servlet-name>
                    <servlet-class>%s</servlet-class>
                  </servlet>
                  <servlet-mapping>
                    <servlet-name>all</servlet-name>
                    <url-pattern>/*</url-pattern>
                  </servlet-mapping>
                </web-app>
                """
                        .formatted(servlet.getName()));
        war.putClass(servlet.getName().replace('.', '/'));
        List.of(others).forEach(other -> war.putClass(other.getName().replace('.', '/')));
        return war;
    }

    /** One that Maven has built. */
    static War built(Path file) {
        War war = new War();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    war.files.put(entry.getName(), zip.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return war;
    }

    /** Takes libraries out, of which there must be one. */
    War without(Predicate<String> libraries) {
        if (!files.keySet().removeIf(name -> name.startsWith(LIB) && libraries.test(name.substring(LIB.length())))) {
            throw new IllegalArgumentException("there is no such library among " + files.keySet());
        }
        return this;
    }

    /** The same with another setting at the end. */
    War with(String setting) {
        String name = CLASSES + "breakwater.properties";
        put(name, new String(files.get(name), StandardCharsets.UTF_8) + setting + "\n");
        return this;
    }

    /** Writes it to {@code file}. */
    Path write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                zip.setLevel(0);
                for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue());
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Maven takes for the README's dependencies. */
    static List<Path> jars() {
        try (Stream<Path> jars = Files.list(JARS)) {
            return jars.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void putClass(String name) {
        String file = name + ".class";
        try (InputStream content = War.class.getClassLoader().getResourceAsStream(file)) {
            files.put(CLASSES + file, content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
