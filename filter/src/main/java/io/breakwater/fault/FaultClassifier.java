package io.breakwater.fault;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads an exception as a fault: along its cause chain, the innermost telling one first, because wrappers say where it was
 * caught and not what broke. Immutable, and thread-safe when its rules are.
 */
public final class FaultClassifier {

    private final List<FaultRule> rules;

    /** With the built-in rows alone. */
    public FaultClassifier() {
        this(List.of());
    }

    /**
     * With more rows than the built-in ones.
     *
     * @param rules asked before the built-in rows, in this order; none may throw
     */
    public FaultClassifier(List<FaultRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * The failure behind {@code thrown}, which is its cause; empty when it tells of no downstream, so that it is the app's
     * own.
     */
    public Optional<Outcome.Failed> classify(Throwable thrown) {
        List<Throwable> innermostFirst = causes(thrown);
        return byRules(innermostFirst)
                .or(() -> byTables(innermostFirst))
                .map(finding -> new Outcome.Failed(finding.fault(), finding.status(), Optional.of(thrown)));
    }

    private Optional<Finding> byRules(List<Throwable> innermostFirst) {
        for (Throwable cause : innermostFirst) {
            for (FaultRule rule : rules) {
                Optional<Fault> fault = rule.faultOf(cause);
                if (fault.isPresent()) {
                    return fault.map(Finding::of);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> byTables(List<Throwable> innermostFirst) {
        Optional<Finding> finding = read(innermostFirst);
        if (finding.isPresent() && finding.get().fault() == Fault.RESPONSE_TIMEOUT && namesHost(innermostFirst)) {
            return Optional.of(Finding.of(Fault.DNS_TIMEOUT));
        }
        if (finding.isPresent() && finding.get().fault() == Fault.CONNECTION_TERMINATED && endsWithin(innermostFirst)) {
            return Optional.of(Finding.of(Fault.RESPONSE_INCOMPLETE));
        }
        // Of faults that are never tried again nothing follows from the claim.
        boolean claimsUnsent = finding.isPresent()
                && finding.get().fault().reach() == Reach.NOT_SENT
                && finding.get().fault().mayPass();
        return claimsUnsent && EarlierSending.shows(innermostFirst)
                ? Optional.of(Finding.of(Fault.CONNECTION_TERMINATED))
                : finding;
    }

    /** Most clients have one exception for a connection that ends or is reset before an answer and within one; Spring tells which. */
    private static boolean endsWithin(List<Throwable> innermostFirst) {
        return innermostFirst.stream()
                .anyMatch(cause -> FaultTable.isA(cause, "org.springframework.web.client.RestClientException")
                        && String.valueOf(cause.getMessage()).startsWith("Error while extracting response"));
    }

    /** Resolvers that speak DNS themselves, OkHttp's over HTTPS for one, wrap their own time-out: no name, no request. */
    private static boolean namesHost(List<Throwable> chain) {
        return chain.stream().anyMatch(cause -> FaultTable.isA(cause, "java.net.UnknownHostException"));
    }

    private static Optional<Finding> read(List<Throwable> innermostFirst) {
        for (FaultTable.Weight weight : FaultTable.Weight.values()) {
            for (Throwable cause : innermostFirst) {
                Optional<Finding> finding = FaultTable.read(cause, weight);
                if (finding.isPresent()) {
                    return finding;
                }
            }
        }
        return Optional.empty();
    }

    /** What the built-in tables make of {@code thrown}, whatever was suppressed on the way. */
    static Optional<Finding> read(Throwable thrown) {
        return read(causes(thrown));
    }

    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> chain = CauseChain.of(thrown);
        Collections.reverse(chain);
        return chain;
    }
}
