package io.breakwater.observe;

/**
 * Knows what circuit breakers of other processes have found, and is asked before trials.
 *
 * <p>Called concurrently, on the threads of requests, some of which hold a lock: it must answer from memory, and must not call {@link
 * BreakerSteering} before it has returned. Where it throws, this is logged once, and the circuit breaker does as it would without it.
 */
public interface BreakerAdvisor {

    /** Returns whether an open circuit breaker whose wait is over may send trial calls; asked again with the next request. */
    boolean mayTry(BreakerId breaker);

    /**
     * Called when a closed circuit breaker has counted a failure that follows on others, with no success between them, and when a
     * success has ended such a run.
     *
     * @param inARow how many, at least two; zero at the end
     */
    void failing(BreakerId breaker, int inARow);

    /** Called when the calls that were to decide in a {@linkplain BreakerSteering#beWary wary} circuit breaker have succeeded. */
    void foundWell(BreakerId breaker);
}
