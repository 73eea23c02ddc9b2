package io.breakwater.internal.fault;

import io.breakwater.fault.Fault;
import io.breakwater.fault.FaultRule;
import io.breakwater.fault.Reach;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Maps an exception to a fault by its cause chain. The innermost exception that has a fault decides, because wrappers say
 * where an exception was caught and not what failed. Immutable, and thread-safe if its rules are.
 */
public final class FaultClassifier {

    private final List<FaultRule> rules;

    /** Creates a classifier with the built-in rules only. */
    public FaultClassifier() {
        this(List.of());
    }

    /**
     * Creates a classifier with further rules.
     *
     * @param rules the rules, applied in this order before the built-in ones; none may throw
     */
    public FaultClassifier(List<FaultRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Returns the failure that {@code thrown} reports, with {@code thrown} as its cause; empty when {@code thrown} does not
     * concern a downstream.
     */
    public Optional<Outcome.Failed> classify(Throwable thrown) {
        return classify(thrown, false);
    }

    /**
     * The failure behind {@code thrown}, which is its cause; empty when it tells of no downstream.
     *
     * @param isDownstreams whether the app says that a downstream is behind it, so that no client need stand in it
     */
    public Optional<Outcome.Failed> classify(Throwable thrown, boolean isDownstreams) {
        List<Throwable> innermostFirst = causes(thrown);
        return byRules(innermostFirst)
                .or(() -> byTables(innermostFirst, isDownstreams))
                .map(finding -> new Outcome.Failed(finding.fault(), finding.status(), Optional.of(thrown)));
    }

    private Optional<Classification> byRules(List<Throwable> innermostFirst) {
        for (Throwable cause : innermostFirst) {
            for (FaultRule rule : rules) {
                Optional<Fault> fault = rule.faultOf(cause);
                if (fault.isPresent()) {
                    return fault.map(Classification::of);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Classification> byTables(List<Throwable> innermostFirst, boolean isDownstreams) {
        Optional<Classification> classification = read(innermostFirst, isDownstreams);
        if (classification.isEmpty()) {
            return innermostFirst.get(0) instanceof ZipException thrown
                            && (isDownstreams
                                    || DownstreamClient.isFromClient(thrown)
                                    || DownstreamClient.readsAnswer(innermostFirst))
                    ? Optional.of(Classification.of(Fault.RESPONSE_CONTENT_CODING))
                    : Optional.empty();
        }
        return byWholeChain(classification.get().fault(), innermostFirst)
                .map(Classification::of)
                .or(() -> classification);
    }

    /** Returns another fault, which the chain shows and none of its exceptions alone; empty when there is none. */
    private static Optional<Fault> byWholeChain(Fault fault, List<Throwable> innermostFirst) {
        if (fault == Fault.RESPONSE_TIMEOUT && namesHost(innermostFirst)) {
            return Optional.of(Fault.DNS_TIMEOUT);
        }
        if (fault == Fault.CONNECTION_TERMINATED && endsInHandshake(innermostFirst.get(0))) {
            return Optional.of(Fault.TLS_PROTOCOL_ERROR);
        }
        if (fault == Fault.CONNECTION_TERMINATED && endsWithin(innermostFirst)) {
            return Optional.of(Fault.RESPONSE_INCOMPLETE);
        }
        // The claim has no effect on faults that are never retried.
        boolean claimsUnsent = fault.reach() == Reach.NOT_SENT && fault.isTransient();
        return claimsUnsent && ResendDetector.shows(innermostFirst)
                ? Optional.of(Fault.CONNECTION_TERMINATED)
                : Optional.empty();
    }

    /** Netty tells in a suppressed exception that a connection has ended before its handshake had. */
    private static boolean endsInHandshake(Throwable root) {
        return root instanceof ClosedChannelException
                && Arrays.stream(root.getSuppressed())
                        .anyMatch(suppressed ->
                                FaultTable.isA(suppressed, "io.netty.handler.ssl.StacklessSSLHandshakeException"));
    }

    /**
     * Returns whether a connection ended within a response. Most clients have one exception for a connection that ends
     * before or within a response; Spring distinguishes them.
     */
    private static boolean endsWithin(List<Throwable> innermostFirst) {
        return innermostFirst.stream().anyMatch(DownstreamClient::isWithinAnswer);
    }

    /**
     * Returns whether name resolution timed out: resolvers that use DNS themselves, such as OkHttp's over HTTPS, wrap their
     * own timeout.
     */
    private static boolean namesHost(List<Throwable> chain) {
        return chain.stream().anyMatch(cause -> FaultTable.isA(cause, "java.net.UnknownHostException"));
    }

    private static Optional<Classification> read(List<Throwable> innermostFirst, boolean isDownstreams) {
        boolean believesAll = isDownstreams
                || innermostFirst.stream().noneMatch(DownstreamClient::mustStandIn)
                || DownstreamClient.standsIn(innermostFirst);
        for (FaultTable.Weight weight : FaultTable.Weight.values()) {
            for (Throwable cause : innermostFirst) {
                if (!believesAll && DownstreamClient.mustStandIn(cause)) {
                    continue;
                }
                Optional<Classification> finding = FaultTable.read(cause, weight);
                if (finding.isPresent()) {
                    return finding;
                }
            }
        }
        return Optional.empty();
    }

    /** What the built-in tables make of {@code thrown}, a client's own, whatever was suppressed on the way. */
    static Optional<Classification> read(Throwable thrown) {
        return read(causes(thrown), true);
    }

    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> chain = CauseChain.of(thrown);
        Collections.reverse(chain);
        return chain;
    }
}
