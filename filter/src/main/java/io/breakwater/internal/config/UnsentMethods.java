package io.breakwater.internal.config;

import java.util.Optional;
import java.util.Set;

/**
 * What {@code retry.unsent-methods} says.
 *
 * @param asRetryMethods whether it leaves that to {@code retry.methods}
 * @param listed the methods otherwise; empty for any
 */
record UnsentMethods(boolean asRetryMethods, Optional<Set<String>> listed) {

    /** The word that leaves it to {@code retry.methods}. */
    static final String AS_RETRY_METHODS = "as-retry-methods";

    static Parser<UnsentMethods> parser() {
        Parser<Optional<Set<String>>> listed = MethodsParser.every()
                .or(Parser.NONE)
                .as(methods -> methods.orElse(Set.of()))
                .or(RouteParsers.ANY);
        return listed.as(methods -> new UnsentMethods(false, methods))
                .or(AS_RETRY_METHODS)
                .as(given -> given.orElseGet(() -> new UnsentMethods(true, Optional.empty())));
    }

    /** The methods themselves, empty for any, where {@code retryMethods} are sent again in any case. */
    Optional<Set<String>> beside(Set<String> retryMethods) {
        return asRetryMethods ? Optional.of(retryMethods) : listed;
    }
}
