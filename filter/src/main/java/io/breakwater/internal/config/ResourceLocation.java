package io.breakwater.internal.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a text is kept: a file, or a resource after {@value #CLASSPATH}.
 *
 * @param text as it was written
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

    /** The name that tells people where a line is. */
    String name() {
        return text.startsWith(CLASSPATH + "/") ? CLASSPATH + resource() : text;
    }

    private String resource() {
        String resource = text.substring(CLASSPATH.length());
        return resource.startsWith("/") ? resource.substring(1) : resource;
    }

    boolean exists(ClassLoader loader) {
        Optional<Path> file = file(loader);
        return file.isPresent() ? Files.isRegularFile(file.get()) : loader.getResource(resource()) != null;
    }

    /** The file it is in, if that is one that may change by itself: not a resource in a jar. */
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

    /** Why nothing is there, in words that say where we looked. */
    String absence() {
        return text.startsWith(CLASSPATH)
                ? "is not on the class path: looked for " + resource()
                : "is not there: looked for the file " + Path.of(text).toAbsolutePath();
    }

    /**
     * What is there, or nothing when there is nothing.
     *
     * @throws IOException when it cannot be read, is too large, or is not UTF-8
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
            // A decoder of its own reports bytes that are not UTF-8, where a String would hide them.
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        }
    }

    /** What is there, up to one byte more than {@code limit}, or nothing when there is nothing. */
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
            // Tomcat's loader gives what it has kept of such a resource, for some seconds after the file has changed.
            return Files.newInputStream(file.get());
        }
        var url = loader.getResource(resource());
        if (url == null) {
            throw new IOException(absence());
        }
        var connection = url.openConnection();
        // A cached jar would give its old content after a redeploy, and on some systems keep its file locked.
        connection.setUseCaches(false);
        return connection.getInputStream();
    }
}
