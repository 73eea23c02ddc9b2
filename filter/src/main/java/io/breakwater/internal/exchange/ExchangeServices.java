package io.breakwater.internal.exchange;

import io.breakwater.fault.FaultRule;
import io.breakwater.internal.container.ContainerReflection;
import io.breakwater.internal.container.Containers;
import io.breakwater.internal.container.FilterChainRestart;
import io.breakwater.internal.fault.FaultClassifier;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.observe.CompositeListener;
import io.breakwater.internal.watchdog.Watchdog;
import io.breakwater.internal.wrapper.GuardedExchange;
import jakarta.servlet.ServletRequest;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** What all exchanges of an engine share. Thread-safe. */
final class ExchangeServices {

    private static final Logger LOG = Logs.of(ExchangeServices.class);

    private final String correlationHeader;
    private final FaultClassifier classifier;
    private final CompositeListener observers;
    private final LongSupplier nanoTime;
    private final Watchdog watchdog;
    private final Containers containers = new Containers();
    private final FilterChainRestart chainRerun = new FilterChainRestart();
    private final OuterBuffer outerBuffer = new OuterBuffer();
    private final Set<Long> frameworkTimeoutsMillis;
    /** The filters that a dispatch has come by. */
    private final Set<String> cameBy = ConcurrentHashMap.newKeySet();
    /** The filters that a dispatch has not come by. */
    private final Set<String> passedBy = ConcurrentHashMap.newKeySet();
    /** The filters whose retries did not come. */
    private final Set<String> toldOfLost = ConcurrentHashMap.newKeySet();
    /** Those of them past which a retry has gone. */
    private final Set<String> losesRetries = ConcurrentHashMap.newKeySet();
    /** Asynchronous exchanges that only the container's own request leads to, by identity. */
    private final Map<ServletRequest, GuardedExchange> unwrappedAsync =
            Collections.synchronizedMap(new IdentityHashMap<>());

    private final AttemptEvents events;

    ExchangeServices(
            String correlationHeader,
            List<FaultRule> faultRules,
            CompositeListener observers,
            LongSupplier nanoTime,
            Watchdog watchdog,
            Set<Long> frameworkTimeoutsMillis,
            AttemptEvents events) {
        this.correlationHeader = correlationHeader;
        this.classifier = new FaultClassifier(
                faultRules.stream().<FaultRule>map(SafeFaultRule::new).toList());
        this.observers = observers;
        this.nanoTime = nanoTime;
        this.watchdog = watchdog;
        this.frameworkTimeoutsMillis = Set.copyOf(frameworkTimeoutsMillis);
        this.events = events;
    }

    /**
     * Says once for each filter that a dispatch the app has asked for did not come by it.
     *
     * @param filterName the filter that the request had come by
     */
    void noteDispatchPast(String filterName) {
        if (passedBy.add(filterName)) {
            LOG.warn(
                    "filter {}: an asynchronous dispatch of a request that it guards did not come by it, so that what the app answers"
                            + " there is not guarded; map it for the dispatcher type ASYNC, too, and for the dispatch's path (told once)",
                    filterName);
        }
    }

    /** Notes that the dispatch of a retry has gone past that filter: no further retry is asked for there. */
    void noteRetryPast(String filterName) {
        noteDispatchPast(filterName);
        losesRetries.add(filterName);
    }

    /** An asynchronous dispatch has come by that filter. */
    void noteDispatch(String filterName) {
        if (!cameBy.contains(filterName)) {
            cameBy.add(filterName);
        }
    }

    /** Whether asynchronous dispatches to where the client's request went come by the exchange's filter, as far as is known. */
    boolean seesDispatches(Exchange exchange) {
        String filterName = exchange.filterName();
        return (cameBy.contains(filterName) || isMappedForDispatches(exchange)) && !passedBy.contains(filterName);
    }

    private static boolean isMappedForDispatches(Exchange exchange) {
        try {
            return exchange.container()
                    .seesDispatches(exchange.outerRequest().getServletContext(), exchange.filterName());
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("it can't be told which dispatches filter {} is mapped for", exchange.filterName(), e);
            return false;
        }
    }

    /** Says once for each filter that the dispatch of a retry did not come before its deadline. */
    void noteRetryLost(String filterName) {
        if (toldOfLost.add(filterName)) {
            LOG.warn(
                    "filter {}: the dispatch that was to begin another attempt did not come before the deadline, and the visitor gets the"
                            + " page: the container has lost it or has no thread for it, or a filter in front keeps it back (told once)",
                    filterName);
        }
    }

    /** Whether a retry that needs a dispatch would go past that filter, and its exchange be lost. */
    boolean losesRetries(String filterName) {
        return !losesRetries.isEmpty() && losesRetries.contains(filterName);
    }

    /** Asynchronous operation has been started with a pair that does not lead back to {@code exchange}. */
    void remember(GuardedExchange exchange) {
        unwrappedAsync.put(ContainerReflection.innermost(exchange.outerRequest()), exchange);
    }

    void forget(GuardedExchange exchange) {
        if (!unwrappedAsync.isEmpty()) {
            unwrappedAsync.remove(ContainerReflection.innermost(exchange.outerRequest()), exchange);
        }
    }

    /** The asynchronous exchange that only the container's own request leads to; empty when it leads to none. */
    Optional<GuardedExchange> unwrapped(ServletRequest request) {
        return Optional.ofNullable(unwrappedAsync.get(ContainerReflection.innermost(request)));
    }

    /** Whether a framework sets that asynchronous time-out for every request, so that it is no handler's word. */
    boolean isOfFramework(long timeoutMillis) {
        return frameworkTimeoutsMillis.contains(timeoutMillis);
    }

    String correlationHeader() {
        return correlationHeader;
    }

    FaultClassifier classifier() {
        return classifier;
    }

    CompositeListener observers() {
        return observers;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    OuterBuffer outerBuffer() {
        return outerBuffer;
    }

    Containers containers() {
        return containers;
    }

    FilterChainRestart chainRerun() {
        return chainRerun;
    }

    /** Whoever carries out what follows from what attempts tell. */
    AttemptEvents events() {
        return events;
    }
}
