package io.breakwater.operations.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The token of the console: where it comes from, and whether a request bears it. Stateless. */
final class Token {

    /** A shorter one could be guessed. */
    static final int LEAST_LENGTH = 16;

    private static final int LONGEST_FILE = 4096;
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private Token() {}

    /** What somebody has brought along: a name, empty with a bare token, and the token. */
    record Brought(String name, String token) {}

    /**
     * Returns the token that is set.
     *
     * @throws UnusableException when one is set that cannot be used
     */
    static Optional<String> configured(ConsoleSettings settings) throws UnusableException {
        Optional<String> file = settings.tokenFile();
        Optional<String> token = file.isPresent() ? Optional.of(read(file.get())) : settings.token();
        if (token.isPresent() && token.get().length() < LEAST_LENGTH) {
            throw new UnusableException("the token has fewer than " + LEAST_LENGTH + " characters");
        }
        return token;
    }

    private static String read(String file) throws UnusableException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(LONGEST_FILE), StandardCharsets.UTF_8).strip();
        } catch (IOException | InvalidPathException e) {
            throw new UnusableException(
                    "console.token-file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** A token is set and cannot be used, so that it opens nothing. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    /** Reads an {@code Authorization} header: {@code Bearer} (RFC 6750), or {@code Basic} with the token as password (RFC 7617). */
    static Optional<Brought> brought(String authorization) {
        String scheme = authorization.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER)) {
            return Optional.of(
                    new Brought("", authorization.substring(BEARER.length()).strip()));
        }
        if (!scheme.startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            String pair = new String(bytes, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Brought(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Compares in a time that depends on neither of the two, their lengths included: it compares their hashes. */
    static boolean equal(String one, String other) {
        return MessageDigest.isEqual(hash(one), hash(other));
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
