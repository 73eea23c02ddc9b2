package io.breakwater.internal.config;

import io.breakwater.internal.util.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The location of a file, or of a resource after {@value #CLASSPATH}.
 *
 * @param text the location as it was written
 */
record ResourceLocation(String text) {

    static final String CLASSPATH = "classpath:";

    static ResourceLocation parse(String text) {
        if (text.equals(CLASSPATH)) {
            throw new IllegalArgumentException("names no resource after " + CLASSPATH);
        }
        if (text.startsWith(CLASSPATH)) {
            return new ResourceLocation(text);
        }
        try {
            return new ResourceLocation(Path.of(text).toString());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a file's path: " + e.getReason(), e);
        }
    }

    /** Returns the name for the origin of a line. */
    String name() {
        return text.startsWith(CLASSPATH + "/") ? CLASSPATH + resource() : text;
    }

    /** Whether it is one of Spring Boot's files, where settings stand among others. */
    boolean isShared() {
        return text.matches("(.*[/\\\\:])?application[^/\\\\]*\\.properties");
    }

    private String resource() {
        String resource = text.substring(CLASSPATH.length());
        return resource.startsWith("/") ? resource.substring(1) : resource;
    }

    boolean exists(ClassLoader loader) {
        Optional<Path> file = file(loader);
        return file.isPresent() ? Files.isRegularFile(file.get()) : loader.getResource(resource()) != null;
    }

    /** Returns the file, if it may change while the app runs: empty for a resource in a jar. */
    Optional<Path> file(ClassLoader loader) {
        if (!text.startsWith(CLASSPATH)) {
            return Optional.of(Path.of(text));
        }
        URL url = loader.getResource(resource());
        try {
            return url != null && url.getProtocol().equals("file")
                    ? Optional.of(Path.of(url.toURI()))
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns a message that says where nothing was found. */
    String absence() {
        return text.startsWith(CLASSPATH)
                ? "is not on the class path: looked for " + resource()
                : "is not there: looked for the file " + Path.of(text).toAbsolutePath();
    }

    /**
     * Returns the text at this location; empty when nothing is there.
     *
     * @throws IOException when the text cannot be read, is too large, or is not UTF-8
     */
    Optional<String> read(ClassLoader loader) throws IOException {
        if (!exists(loader)) {
            return Optional.empty();
        }
        try (InputStream in = open(loader)) {
            byte[] bytes = in.readNBytes(LoadedSettings.PropertiesFile.MAX_BYTES + 1);
            if (bytes.length > LoadedSettings.PropertiesFile.MAX_BYTES) {
                throw new IOException(
                        "it is larger than " + LoadedSettings.PropertiesFile.MAX_BYTES / (1024 * 1024) + " MB");
            }
            return Optional.of(Utf8.decode(bytes));
        }
    }

    /** Returns the content, up to one byte more than {@code limit}; empty when nothing is there. */
    Optional<byte[]> readBytes(ClassLoader loader, int limit) throws IOException {
        if (!exists(loader)) {
            return Optional.empty();
        }
        try (InputStream in = open(loader)) {
            return Optional.of(in.readNBytes(limit + 1));
        }
    }

    private InputStream open(ClassLoader loader) throws IOException {
        Optional<Path> file = file(loader);
        if (file.isPresent()) {
            // Tomcat's class loader caches such a resource for some seconds after the file has changed.
            return Files.newInputStream(file.get());
        }
        var url = loader.getResource(resource());
        if (url == null) {
            throw new IOException(absence());
        }
        var connection = url.openConnection();
        // A cached jar would return its old content after a redeploy, and on some systems keep its file locked.
        connection.setUseCaches(false);
        return connection.getInputStream();
    }
}
