package io.breakwater.operations.recent;

import io.breakwater.fault.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The remembered exchanges of one route: the first failures of its incidents, the last ones of each fault, and the slowest good
 * ones. Guarded by the lock of {@link RecentExchanges}, but for {@link #isSlow}.
 */
final class RouteShelf {

    /** How many of the slowest are kept of each period. */
    private static final int SLOWEST = 8;

    private final Deque<Node> firstOfIncidents = new ArrayDeque<>();
    private final Map<Fault, Line> lastOfFault = new EnumMap<>(Fault.class);
    /** The app's own exceptions, what a retry has saved, and what an observed route would have done. */
    private final Line others = new Line();

    private final List<Node> slowest = new ArrayList<>();
    private final List<Node> slowestBefore = new ArrayList<>();
    /** Read without the lock: an exchange that is compared with an old bound is kept, or not, as it would have been then. */
    private volatile long slowAboveNanos;

    private long bytes;
    private long firstBytes;

    /** Exchanges in the order of their ends. */
    private static final class Line {
        final Deque<Node> nodes = new ArrayDeque<>();
        long bytes;
    }

    /** Returns whether a good exchange is among the slowest of its period. */
    boolean isSlow(long elapsedNanos) {
        return elapsedNanos > slowAboveNanos;
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    long bytes() {
        return bytes;
    }

    void add(Node node) {
        bytes += node.bytes;
        if (node.exchange.opensIncident()) {
            firstOfIncidents.add(node);
            firstBytes += node.bytes;
        } else {
            Line line = node.exchange
                    .fault()
                    .map(fault -> lastOfFault.computeIfAbsent(fault, any -> new Line()))
                    .orElse(others);
            line.nodes.add(node);
            line.bytes += node.bytes;
        }
    }

    /**
     * Adds a good exchange that is slow.
     *
     * @return the one that it has displaced; null for none
     */
    @Nullable Node addSlow(Node node) {
        slowest.add(node);
        bytes += node.bytes;
        Node displaced = slowest.size() > SLOWEST ? takeFastest(slowest) : null;
        if (displaced != null) {
            bytes -= displaced.bytes;
        }
        updateBound();
        return displaced;
    }

    /** Begins a new period of slow exchanges, and returns those of the period before the last. */
    List<Node> turnSlow() {
        List<Node> gone = new ArrayList<>(slowestBefore);
        gone.forEach(node -> bytes -= node.bytes);
        slowestBefore.clear();
        slowestBefore.addAll(slowest);
        slowest.clear();
        updateBound();
        return gone;
    }

    /**
     * Takes the exchange away that is worth the least; the first failure of the last incident goes last of all. There must be
     * one.
     */
    Node takeLeast() {
        Node least = firstBytes > bytes / 2 ? takeFirstOfEarlierIncident() : null;
        if (least == null) {
            least = takeLast();
        }
        if (least == null) {
            least = takeFastest(slowestBefore);
        }
        if (least == null) {
            least = takeFastest(slowest);
            updateBound();
        }
        if (least == null) {
            least = takeFirstOfEarlierIncident();
        }
        if (least == null) {
            least = firstOfIncidents.removeLast();
            firstBytes -= least.bytes;
        }
        bytes -= least.bytes;
        return least;
    }

    private @Nullable Node takeFirstOfEarlierIncident() {
        Node oldest = firstOfIncidents.peekFirst();
        Node newest = firstOfIncidents.peekLast();
        if (oldest == null || newest == null || oldest.exchange.incident().equals(newest.exchange.incident())) {
            return null;
        }
        firstBytes -= oldest.bytes;
        return firstOfIncidents.removeFirst();
    }

    /** Takes the oldest of the fault that has most: refusals must not push out what they are for. */
    private @Nullable Node takeLast() {
        Line longest = others;
        for (Line line : lastOfFault.values()) {
            if (line.bytes > longest.bytes) {
                longest = line;
            }
        }
        Node oldest = longest.nodes.pollFirst();
        if (oldest != null) {
            longest.bytes -= oldest.bytes;
        }
        return oldest;
    }

    private @Nullable Node takeFastest(List<Node> nodes) {
        if (nodes.isEmpty()) {
            return null;
        }
        Node fastest =
                nodes.stream().min(Comparator.comparingLong(Node::elapsedNanos)).orElseThrow();
        nodes.remove(fastest);
        return fastest;
    }

    private void updateBound() {
        slowAboveNanos = slowest.size() < SLOWEST
                ? 0
                : slowest.stream().mapToLong(Node::elapsedNanos).min().orElseThrow();
    }

    /** Returns all that failed or was noted, in no order. */
    Stream<ExchangeRecord> noted() {
        Stream<Node> lines = Stream.concat(
                lastOfFault.values().stream().flatMap(line -> line.nodes.stream()), others.nodes.stream());
        return Stream.concat(firstOfIncidents.stream(), lines).map(node -> node.exchange);
    }

    /** Returns the slow good ones, in no order. */
    Stream<ExchangeRecord> slow() {
        return Stream.concat(slowest.stream(), slowestBefore.stream()).map(node -> node.exchange);
    }
}
