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
                .map(classification ->
                        new Outcome.Failed(classification.fault(), classification.status(), Optional.of(thrown)));
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

    private static Optional<Classification> byTables(List<Throwable> innermostFirst) {
        Optional<Classification> classification = read(innermostFirst);
        if (classification.isEmpty()) {
            return failsToDecode(innermostFirst)
                    ? Optional.of(Classification.of(Fault.RESPONSE_CONTENT_CODING))
                    : Optional.empty();
        }
        return byWholeChain(classification.get().fault(), innermostFirst)
                .map(Classification::of)
                .or(() -> classification);
    }

    /** Another fault, of which the chain tells, and none of its exceptions alone. */
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
        // Of faults that are never tried again nothing follows from the claim.
        boolean claimsUnsent = fault.reach() == Reach.NOT_SENT && fault.isTransient();
        return claimsUnsent && ResendDetector.shows(innermostFirst)
                ? Optional.of(Fault.CONNECTION_TERMINATED)
                : Optional.empty();
    }

    /**
     * Whether what cannot be unpacked is a downstream's answer: Spring's and Feign's clients say so. What an app unpacks itself,
     * an archive of its own or what a visitor has sent, says nothing of a downstream.
     */
    private static boolean failsToDecode(List<Throwable> innermostFirst) {
        return innermostFirst.get(0) instanceof ZipException
                && innermostFirst.stream()
                        .anyMatch(cause -> FaultTable.isA(cause, "org.springframework.web.client.RestClientException")
                                || FaultTable.isA(cause, "feign.FeignException"));
    }

    /** Netty tells in a suppressed exception that a connection has ended before its handshake had. */
    private static boolean endsInHandshake(Throwable root) {
        return root instanceof ClosedChannelException
                && Arrays.stream(root.getSuppressed())
                        .anyMatch(suppressed ->
                                FaultTable.isA(suppressed, "io.netty.handler.ssl.StacklessSSLHandshakeException"));
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

    private static Optional<Classification> read(List<Throwable> innermostFirst) {
        for (FaultTable.Weight weight : FaultTable.Weight.values()) {
            for (Throwable cause : innermostFirst) {
                Optional<Classification> classification = FaultTable.read(cause, weight);
                if (classification.isPresent()) {
                    return classification;
                }
            }
        }
        return Optional.empty();
    }

    /** What the built-in tables make of {@code thrown}, whatever was suppressed on the way. */
    static Optional<Classification> read(Throwable thrown) {
        return read(causes(thrown));
    }

    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> chain = CauseChain.of(thrown);
        Collections.reverse(chain);
        return chain;
    }
}
