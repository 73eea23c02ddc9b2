package io.breakwater.internal.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Opens a location in the settings: a file's path, or {@code classpath:} and a resource. */
final class Resource {

    static final String CLASSPATH = "classpath:";

    private Resource() {}

    static InputStream open(String location) throws IOException {
        if (!location.startsWith(CLASSPATH)) {
            return Files.newInputStream(Path.of(location));
        }
        String resource = location.substring(CLASSPATH.length());
        String absolute = resource.startsWith("/") ? resource.substring(1) : resource;
        return open(find(absolute).orElseThrow(() -> new FileNotFoundException(absolute)));
    }

    /** Opens a URL from {@link #find}. */
    static InputStream open(URL url) throws IOException {
        if (url.getProtocol().equals("file")) {
            try {
                // Tomcat's class loader caches such a resource for some seconds after the file has changed.
                return Files.newInputStream(Path.of(url.toURI()));
            } catch (URISyntaxException | IllegalArgumentException e) {
                // A file on another machine, or a name that was not escaped: only the URL itself can be opened.
                return open(url.openConnection());
            }
        }
        return open(url.openConnection());
    }

    /**
     * The names of files at the top of the class path that begin and end so. Directories alone are looked into: jars and wars keep
     * no list of what is at their top.
     */
    static Set<String> names(String prefix, String suffix) {
        Set<String> names = new TreeSet<>();
        try {
            for (URL root : Collections.list(loader().getResources(""))) {
                if (root.getProtocol().equals("file")) {
                    addNames(Path.of(root.toURI()), prefix + "*" + suffix, names);
                }
            }
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            // What cannot be listed is not told of.
            return names;
        }
        return names;
    }

    private static void addNames(Path directory, String glob, Set<String> names) throws IOException {
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
                files.forEach(file -> names.add(String.valueOf(file.getFileName())));
            }
        }
    }

    private static ClassLoader loader() {
        @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
        @Nullable ClassLoader own = Resource.class.getClassLoader();
        return context != null ? context : own != null ? own : ClassLoader.getSystemClassLoader();
    }

    private static InputStream open(URLConnection connection) throws IOException {
        // A cached jar would return its old content after a redeploy, and on some systems keep its file locked.
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    /** Finds a resource by the app's loader first, because several apps of a container may share the filter's jar. */
    static Optional<URL> find(String resource) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        @Nullable URL url = context == null ? null : context.getResource(resource);
        return Optional.ofNullable(url == null ? Resource.class.getResource("/" + resource) : url);
    }
}
