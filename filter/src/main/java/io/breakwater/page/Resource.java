package io.breakwater.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens what the settings name: a file's path, or {@code classpath:} and a resource. */
final class Resource {

    static final String CLASSPATH = "classpath:";

    private Resource() {}

    static InputStream open(String location) throws IOException {
        if (!location.startsWith(CLASSPATH)) {
            return Files.newInputStream(Path.of(location));
        }
        String resource = location.substring(CLASSPATH.length());
        String absolute = resource.startsWith("/") ? resource.substring(1) : resource;
        URL url = find(absolute).orElseThrow(() -> new FileNotFoundException(absolute));
        URLConnection connection = url.openConnection();
        // A cached jar would give its old content after a redeploy, and on some systems keep its file locked.
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    /** The app's own loader first: in a container the filter's jar may be shared by several apps. */
    static Optional<URL> find(String resource) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        @Nullable URL url = context == null ? null : context.getResource(resource);
        return Optional.ofNullable(url == null ? Resource.class.getResource("/" + resource) : url);
    }
}
