package io.breakwater.operations.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The style sheet or the script of the pages. Immutable. */
final class Resource {

    private final String type;
    private final byte[] bytes;

    private Resource(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** Reads one that lies beside this class. */
    static Resource of(String name, String type) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new Resource(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the media type. */
    String type() {
        return type;
    }

    int length() {
        return bytes.length;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }
}
