package io.breakwater.internal.stale;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answers to one URI, the latest first, each chosen by other request headers (RFC 9111, section 4.1). Immutable.
 *
 * @param answers at least one
 */
record Variants(List<StoredAnswer> answers) {

    /** So that a client which sends ever other headers cannot make the list of a URI grow. */
    static final int MOST = 16;

    private static final int OBJECTS = 160;

    Variants {
        answers = List.copyOf(answers);
    }

    Optional<StoredAnswer> find(RequestHead request) {
        for (StoredAnswer answer : answers) {
            if (answer.selection().matches(request)) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    /** These with {@code latest}, in the place of what it is chosen like. */
    Variants with(StoredAnswer latest) {
        List<StoredAnswer> all = new ArrayList<>();
        all.add(latest);
        for (StoredAnswer known : answers) {
            if (all.size() < MOST && !known.selection().isLike(latest.selection())) {
                all.add(known);
            }
        }
        return new Variants(all);
    }

    /** Returns about how much of the heap they take, their key included. */
    int bytes(String uri) {
        long bytes = (long) OBJECTS + uri.length();
        for (StoredAnswer answer : answers) {
            bytes += answer.bytes();
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
