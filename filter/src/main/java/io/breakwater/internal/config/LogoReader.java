package io.breakwater.internal.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads a logo to embed it in the page, so that a page in an outage needs no further request. */
final class LogoReader {

    /** A larger logo would take longer to load than the page. */
    static final int MAX_BYTES = 32 * 1024;

    private LogoReader() {}

    /**
     * Returns the logo as a {@code data:} URI.
     *
     * @throws IllegalArgumentException when the logo cannot be used; the message continues "the value …"
     */
    static String read(ResourceLocation location, ClassLoader loader) {
        try {
            byte[] bytes = location.readBytes(loader, MAX_BYTES)
                    .orElseThrow(() -> new IllegalArgumentException(location.absence()));
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("is larger than " + MAX_BYTES / 1024
                        + " KB, which every visitor of an outage would have to load: make it smaller, or an SVG");
            }
            String type = mediaType(bytes)
                    .orElseThrow(() -> new IllegalArgumentException("is none of SVG, PNG, JPEG, GIF and WebP"));
            return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e, e);
        }
    }

    /** Returns the media type by content, not by name. */
    private static Optional<String> mediaType(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of("image/png");
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (start.startsWith("GIF8")) {
            return Optional.of("image/gif");
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return Optional.of("image/webp");
        }
        return start.contains("<svg") ? Optional.of("image/svg+xml") : Optional.empty();
    }
}
