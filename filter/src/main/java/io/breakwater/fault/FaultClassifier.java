package io.breakwater.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an exception as a fault: along its cause chain, the innermost telling one first, because wrappers say where it was
 * caught and not what broke. Immutable and thread-safe.
 */
public final class FaultClassifier {

    /** Deeper chains are loops by other means. */
    private static final int MAX_DEPTH = 32;

    /**
     * The fault behind {@code thrown}; empty when it tells of no downstream, so that it is the app's own.
     */
    public Optional<Fault> classify(Throwable thrown) {
        List<Throwable> innermostFirst = causes(thrown);
        for (FaultTable.Weight weight : FaultTable.Weight.values()) {
            for (Throwable cause : innermostFirst) {
                Optional<Fault> fault = FaultTable.read(cause, weight);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable cause = thrown;
        while (cause != null && chain.size() < MAX_DEPTH && seen.add(cause)) {
            chain.add(cause);
            cause = cause.getCause();
        }
        Collections.reverse(chain);
        return chain;
    }
}
