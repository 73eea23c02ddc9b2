package io.breakwater.internal.exchange;

import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.inject.InjectedAttempt;
import io.breakwater.internal.policy.Permit;
import io.breakwater.internal.wrapper.ReadingPlace;
import io.breakwater.observe.RetryRefusal;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What only few attempts have to remember. Its fields are written by one thread each, and read by any. */
final class AttemptState {

    /** The container's own stream threw it: the client's side has broken. */
    volatile @Nullable IOException clientFailure;

    /** What the container threw when it read a form or parts that the client sent. */
    volatile @Nullable Throwable clientMistake;

    /** Whether a container has put a request of its own between, for a forward or an include. */
    volatile boolean forwarded;
    /** Whose breaker it counts for, once the app has named what it calls. */
    volatile @Nullable DownstreamPermit named;
    /** What the app has said its downstream failed of. */
    volatile @Nullable Throwable told;

    /** Why the guard ended it, when its client went on at last and no place or permit was free. */
    volatile Outcome.@Nullable Failed refusal;

    /** A trial's permit that was given back as a success when the response started. */
    volatile @Nullable Permit votedTrial;

    /** Whether a trial's permit was given back for as long as the client keeps the attempt waiting. */
    volatile boolean trialLent;

    /** There once the response was taken away; open until whoever took it is done with it. */
    volatile @Nullable CountDownLatch answered;

    /** What it came to, where another attempt may be made. */
    volatile Outcome.@Nullable Failed failure;

    /** When it was found to have failed, in nanoseconds; meaningful only where {@link #failure} is there. */
    volatile long failedNanos;

    /** Why no other attempt followed it. */
    volatile @Nullable RetryRefusal retryRefusal;

    /** The attempts before it. */
    volatile AttemptHistory earlier = AttemptHistory.NONE;

    /** What it has to do with kept answers; null on a route that keeps none. */
    volatile @Nullable StaleAttempt stale;

    /** What is injected into it; null for nothing. */
    volatile @Nullable InjectedAttempt injected;

    /** What the attempt before it came to. */
    volatile Outcome.@Nullable Failed lastFailure;

    /** Tells of an answer that goes out only when the attempt's own thread leaves the chain. */
    volatile @Nullable Runnable lateReport;

    /** The encoding that it has set for the request's body, if it is not the first attempt. */
    volatile @Nullable String encoding;

    /** Where the app was when it saw the end of the request's body. */
    volatile @Nullable ReadingPlace bodyEndedAt;
}
