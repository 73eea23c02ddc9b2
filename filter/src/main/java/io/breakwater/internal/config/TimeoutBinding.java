package io.breakwater.internal.config;

import java.time.Duration;
import java.util.Optional;

/** Declares and binds the settings of {@link TimeoutSettings}. */
final class TimeoutBinding {

    /** The settings below, in the order in which references list them. */
    static final Setting.Group GROUP = new Setting.Group();

    static final Setting<Duration> TIMEOUT = GROUP.everywhere(
            "timeout",
            QuantityParsers.duration("1ms", "1h"),
            "15s",
            "How long a request may take until its response starts, retries included and waiting for its client left out.",
            "Envoy's default for a route; people give up not much later.");

    static final Setting<Duration> ATTEMPT_TIMEOUT = GROUP.everywhere(
            "attempt-timeout",
            QuantityParsers.duration("1ms", "1h"),
            "10s",
            "How long one attempt may take within the timeout, what the app waits on purpose left out; then the request ends,"
                    + " unless retry.on lists http_response_timeout.",
            "Two thirds of the timeout: where retry.on lists http_response_timeout, a third is left for a second attempt.");

    static final Setting<Optional<Duration>> IDLE_TIMEOUT = GROUP.everywhere(
            "idle-timeout",
            QuantityParsers.durationOrZero("1ms", "1h", "0 for no limit"),
            "30s",
            "How long a response that has started may pause between two writes; 0 for any time, event streams are exempt.",
            "The idle timeout of Jetty's connections.");

    static final Setting<Boolean> TIMEOUT_INTERRUPT = GROUP.everywhere(
            "timeout-interrupt",
            Parser.bool(),
            "true",
            "Whether the thread of an attempt that ran out of time is interrupted.",
            "Frees threads in HttpClient.send, Jetty's client, locks, queues and sleeps; turn it off for code that does not bear"
                    + " interrupts. It does not free a platform thread that reads from a classic socket (HttpURLConnection,"
                    + " Apache HttpClient, OkHttp, most JDBC drivers), nor on JDK 17 (it does on 25) one that reads the stream"
                    + " of a java.net.http response: give those clients a read time-out, or what a Deadline says is left.");

    static final Setting<Duration> CLIENT_WAIT = GROUP.everywhere(
            "client-wait",
            QuantityParsers.duration("1ms", "1h"),
            "1s",
            "How long, all waits added up, a request keeps its place under concurrency.max while its client does not send; then it asks for one anew each time its client goes on.",
            "Longer than a network takes that is merely slow; shorter than anybody should be kept out by a client that stalls.");

    private TimeoutBinding() {}

    static TimeoutSettings bind(SettingValues level) {
        if (level.isOwn(ATTEMPT_TIMEOUT)) {
            level.requireAtMost(ATTEMPT_TIMEOUT, TIMEOUT);
        }
        return new TimeoutSettings(
                level.get(TIMEOUT),
                level.get(attemptLimit(level)),
                level.get(IDLE_TIMEOUT),
                level.get(TIMEOUT_INTERRUPT),
                level.get(CLIENT_WAIT));
    }

    /**
     * Returns the setting that limits an attempt: {@code attempt-timeout}, or {@code timeout} when that is shorter. A user
     * who shortens the timeout need not set both.
     */
    static Setting<Duration> attemptLimit(SettingValues level) {
        return level.get(ATTEMPT_TIMEOUT).compareTo(level.get(TIMEOUT)) > 0 ? TIMEOUT : ATTEMPT_TIMEOUT;
    }
}
