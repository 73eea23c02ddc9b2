package io.breakwater.internal.stale;

import java.util.Optional;

/** Where answers are kept: so many bytes at most, whatever is put in. Thread-safe. */
interface AnswerStore {

    /** Returns the answer to a request like that one. */
    Optional<StoredAnswer> find(RequestHead request);

    /** Puts an answer in; once that has returned, the store is within its bound again. */
    void put(String uri, StoredAnswer answer);

    /** Removes all answers to a URI. */
    void remove(String uri);

    /** Changes the bound. */
    void resize(long maxBytes);

    /** Returns about how many bytes it takes. */
    long bytes();
}
