package io.breakwater.observe;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The report of one attempt of an exchange. Immutable.
 *
 * @param fault why it failed; empty when the app answered, or failed for a reason of its own
 * @param start the time from the request's arrival to the attempt's start
 * @param duration how long the attempt took, the time included in which it waited for the client
 * @param backoff the time from the end of the attempt before it to its start; zero for the first attempt
 * @param status the status of the response that the app or its downstream gave; empty when there was none, as after an
 *     exception or at a deadline
 */
public record AttemptReport(
        Optional<Fault> fault, Duration start, Duration duration, Duration backoff, OptionalInt status) {}
