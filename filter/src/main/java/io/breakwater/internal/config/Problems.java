package io.breakwater.internal.config;

import io.breakwater.config.Problem;
import io.breakwater.internal.util.Utf8;
import java.util.Optional;

/** Creates problems without secrets in them. */
final class Problems {

    private Problems() {}

    /** Returns a problem whose message may quote a value. */
    static Problem of(
            String origin,
            String key,
            Optional<String> found,
            String message,
            Optional<String> allowed,
            Optional<String> suggestion) {
        return new Problem(origin, key, found, Secrets.inText(message), allowed, suggestion);
    }

    /** Returns the problem of a key that is not allowed. The value is left out: it may be a secret of another program. */
    static Problem unknown(RawEntry entry, String message, Optional<String> suggestion) {
        return of(entry.origin(), entry.key(), Optional.empty(), message, Optional.empty(), suggestion);
    }

    /** Returns the problem of a line that is not Breakwater's. */
    static Problem foreign(String origin) {
        return of(
                origin,
                "a line",
                Optional.empty(),
                "does not begin with " + RawEntry.PREFIX + "; it is not quoted here, since it may be a secret",
                Optional.empty(),
                Optional.empty());
    }

    /** A file that cannot be read from some line on. */
    static Problem malformed(String file, Utf8.MalformedException malformed) {
        return of(
                file + ":" + malformed.line(),
                "a line",
                Optional.empty(),
                "is not UTF-8",
                Optional.of("a file in UTF-8, or \\u and four hexadecimal digits for what is not ASCII"),
                Optional.empty());
    }

    /** A value that may not stand there. */
    static Problem value(RawEntry entry, String message, String allowed) {
        return of(
                entry.origin(),
                entry.key(),
                Optional.of(Secrets.hide(entry.key(), entry.value())),
                message,
                Optional.of(allowed),
                Optional.empty());
    }
}
