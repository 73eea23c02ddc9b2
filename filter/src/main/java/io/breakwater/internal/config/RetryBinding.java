package io.breakwater.internal.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Declares and binds the settings of {@link RetrySettings}. */
final class RetryBinding {

    /** The settings below, in the order in which references list them. */
    static final Setting.Group GROUP = new Setting.Group();

    static final Setting<Integer> MAX_ATTEMPTS = GROUP.everywhere(
            "retry.max-attempts",
            QuantityParsers.number(1, 10),
            "2",
            "How many attempts a request may have, the first included; 1 for no retry.",
            "One retry, as Envoy and Linkerd do: more seldom helps and always loads.");

    static final Setting<Set<String>> METHODS = GROUP.everywhere(
            "retry.methods",
            TextParsers.idempotentMethods().or(Parser.NONE).as(methods -> methods.orElse(Set.of())),
            "GET, HEAD, OPTIONS",
            "Methods that may be sent again although the downstream may have done their work already.",
            "Those that RFC 9110, section 9.2.1, calls safe and that proxies see.");

    static final Setting<UnsentMethods> UNSENT_METHODS = GROUP.everywhere(
            "retry.unsent-methods",
            UnsentMethods.parser(),
            UnsentMethods.AS_RETRY_METHODS,
            "Methods that may be sent again when they provably never reached the downstream.",
            "A retry runs your app's own code again, and only you know what a POST does there before it calls out.");

    static final Setting<RetryOn> ON = GROUP.everywhere(
            "retry.on",
            RetryOn.parser(),
            "unsent, connection_terminated",
            "What is worth another attempt; unsent stands for failed name resolution, connect and TLS handshake, and streams that an HTTP/2 downstream refused.",
            "Faults that pass in milliseconds; statuses and timeouts cost the downstream more, so they are for you to add.");

    static final Setting<Boolean> IDEMPOTENCY_KEY = GROUP.everywhere(
            "retry.idempotency-key",
            Parser.bool(),
            "false",
            "Whether a request that bears an Idempotency-Key header may be sent again, POST and PATCH too.",
            "Only you know whether the downstream heeds the header.");

    static final Setting<Duration> INITIAL_BACKOFF = GROUP.everywhere(
            "retry.backoff.initial",
            QuantityParsers.duration("1ms", "1m"),
            "25ms",
            "Upper bound of the random pause before the second attempt; doubles with each further one.",
            "Envoy's base interval.");

    static final Setting<Duration> MAX_BACKOFF = GROUP.everywhere(
            "retry.backoff.max",
            QuantityParsers.duration("1ms", "1m"),
            "250ms",
            "The bound at which the pause stops growing.",
            "Envoy's: ten times the initial one.");

    static final Setting<Integer> MAX_BODY = GROUP.everywhere(
            "retry.max-body",
            QuantityParsers.size("16MB"),
            "64KB",
            "The largest request body that is kept to be sent again; a request with a longer one gets one attempt.",
            "Linkerd's: holds nearly every form, and a thousand of them fit into 64 MB.");

    static final Setting<Double> BUDGET_RATIO = GROUP.everywhere(
            "retry.budget.ratio",
            QuantityParsers.percentage(0, false).as(percent -> percent / 100),
            "20%",
            "How much load retries may add to a route.",
            "Finagle's and the Gateway API's.");

    static final Setting<Integer> BUDGET_MIN_PER_SECOND = GROUP.everywhere(
            "retry.budget.min-per-second",
            QuantityParsers.number(0, 1000),
            "1",
            "Retries per second that are allowed whatever the ratio says, so that a quiet route can retry too.",
            "Enough for a route with few visitors, too little to feed a storm.");

    static final Setting<Duration> BUDGET_WINDOW = GROUP.everywhere(
            "retry.budget.window",
            QuantityParsers.duration("1s", "5m"),
            "10s",
            "The time over which requests and retries are counted for the budget.",
            "Finagle's and the Gateway API's.");

    private RetryBinding() {}

    static Optional<RetrySettings> bind(SettingValues level) {
        level.requireAtMost(INITIAL_BACKOFF, MAX_BACKOFF);
        if (level.get(MAX_ATTEMPTS) == 1) {
            return Optional.empty();
        }
        RetryOn on = level.get(ON);
        return Optional.of(new RetrySettings(
                level.get(MAX_ATTEMPTS),
                level.get(METHODS),
                level.get(UNSENT_METHODS).resolve(level.get(METHODS)),
                on.faults(),
                on.statuses(),
                level.get(IDEMPOTENCY_KEY),
                level.get(INITIAL_BACKOFF),
                level.get(MAX_BACKOFF),
                level.get(MAX_BODY),
                new RetrySettings.Budget(
                        level.get(BUDGET_RATIO), level.get(BUDGET_MIN_PER_SECOND), level.get(BUDGET_WINDOW))));
    }

    /**
     * The value of {@code retry.unsent-methods}.
     *
     * @param isAsRetryMethods whether {@code retry.methods} decides
     * @param listed the methods otherwise; empty for any
     */
    record UnsentMethods(boolean isAsRetryMethods, Optional<Set<String>> listed) {

        /** The word that leaves the decision to {@code retry.methods}. */
        static final String AS_RETRY_METHODS = "as-retry-methods";

        static Parser<UnsentMethods> parser() {
            Parser<Optional<Set<String>>> listed = TextParsers.methods()
                    .or(Parser.NONE)
                    .as(methods -> methods.orElse(Set.of()))
                    .or(RouteParsers.ANY);
            return listed.as(methods -> new UnsentMethods(false, methods))
                    .or(AS_RETRY_METHODS)
                    .as(given -> given.orElseGet(() -> new UnsentMethods(true, Optional.empty())));
        }

        /** Returns the methods, empty for any, on a route that resends {@code retryMethods} in any case. */
        Optional<Set<String>> resolve(Set<String> retryMethods) {
            return isAsRetryMethods ? Optional.of(retryMethods) : listed;
        }
    }
}
