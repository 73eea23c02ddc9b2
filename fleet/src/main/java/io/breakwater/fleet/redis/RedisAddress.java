package io.breakwater.fleet.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where Redis is, and who we are there. Tells nobody a password. Immutable.
 *
 * @param url {@code redis://} or, with TLS, {@code rediss://}
 * @param user the user's name; empty for the URL's
 * @param password the password; empty for the URL's
 * @param passwordFile a file that has the password; read at each connect, as a mounted secret is
 */
public record RedisAddress(
        String url, Optional<String> user, Optional<String> password, Optional<String> passwordFile) {

    /**
     * Returns what the client needs.
     *
     * @throws IllegalArgumentException when the URL is none; its message does not have it
     * @throws UncheckedIOException when the file cannot be read
     */
    RedisURI uri(Duration timeout) {
        RedisURI uri = parsed();
        uri.setTimeout(timeout);
        uri.setClientName("breakwater-fleet");
        Optional<String> secret = passwordFile.map(RedisAddress::read).or(() -> password);
        if (secret.isPresent() || user.isPresent()) {
            uri.setCredentialsProvider(new StaticCredentialsProvider(RedisCredentials.just(
                    user.orElse(null), secret.map(String::toCharArray).orElse(null))));
        }
        return uri;
    }

    private RedisURI parsed() {
        try {
            return RedisURI.create(url);
        } catch (IllegalArgumentException e) {
            // Its message has the URL, and that may have a password.
            throw new IllegalArgumentException("breakwater.fleet.redis is no redis:// or rediss:// URL");
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns host and port, for people. */
    @Override
    public String toString() {
        RedisURI uri = parsed();
        return uri.getHost() == null ? "redis" : uri.getHost() + ":" + uri.getPort();
    }
}
