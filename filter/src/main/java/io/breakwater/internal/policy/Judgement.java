package io.breakwater.internal.policy;

import io.breakwater.observe.RetryRefusal;
import java.util.Optional;

/**
 * What is to be done about an outcome, and why the alternative was ruled out. Immutable.
 *
 * @param verdict what is done
 * @param retryRefusal why a failure that the route retries is not followed by another attempt; empty otherwise
 */
public record Judgement(Verdict verdict, Optional<RetryRefusal> retryRefusal) {

    static final Judgement RELEASE = new Judgement(Verdict.Release.INSTANCE, Optional.empty());
    static final Judgement ABORT = new Judgement(Verdict.Abort.INSTANCE, Optional.empty());
}
