package io.breakwater.internal.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Serves the resources of a directory as they were when they were first asked for, by their URLs, too, as Tomcat does for a while. */
public final class KeepingLoader extends ClassLoader {

    private final Path directory;
    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

    /** @param directory where the resources are */
    public KeepingLoader(Path directory) {
        super(KeepingLoader.class.getClassLoader());
        this.directory = directory;
    }

    @Override
    public @Nullable URL getResource(String name) {
        Path file = directory.resolve(name);
        if (!kept.containsKey(name) && !Files.isRegularFile(file)) {
            return super.getResource(name);
        }
        byte[] content = kept.computeIfAbsent(name, first -> read(file));
        try {
            return new URL("file", "", -1, file.toUri().getPath(), new Keeping(content));
        } catch (MalformedURLException e) {
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

    /** Opens what was kept. */
    private static final class Keeping extends URLStreamHandler {
        private final byte[] content;

        Keeping(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
