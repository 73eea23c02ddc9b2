package io.breakwater.operations.recent;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Remembers exchanges within a bound of bytes: the first failures of each incident, the last failures of each route and fault,
 * and the slowest good exchanges. When the bytes are used up, the route that has most of them gives way: a flood on one route
 * does not push out what happened on another, nor refusals what they are for.
 *
 * <p>Thread-safe. A good exchange that is not slow takes no lock and allocates nothing.
 */
public final class RecentExchanges {

    /** How many exchanges of one ID are found at most. */
    public static final int MOST_FOUND = 50;

    private static final Comparator<ExchangeRecord> NEWEST_FIRST = Comparator.comparing(
                    (ExchangeRecord exchange) -> exchange.arrived().plus(exchange.elapsed()))
            .reversed();
    private static final Comparator<ExchangeRecord> SLOWEST_FIRST =
            Comparator.comparing(ExchangeRecord::elapsed).reversed();

    private volatile long maxBytes;
    private final Map<String, RouteShelf> shelves = new ConcurrentHashMap<>();
    private final IdIndex index = new IdIndex();
    private long bytes;
    private long size;
    private long forgotten;

    /**
     * @param maxBytes how many bytes of heap the exchanges may take
     */
    public RecentExchanges(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns whether a good exchange is worth {@link #addSlow}: one of the slowest of its route in this period. */
    public boolean isSlow(String route, long elapsedNanos) {
        RouteShelf shelf = shelves.get(route);
        return shelf == null || shelf.isSlow(elapsedNanos);
    }

    /** Remembers an exchange that failed, or that is worth a note for another reason. */
    public void add(ExchangeRecord exchange) {
        Node node = new Node(exchange);
        synchronized (this) {
            RouteShelf shelf = shelfOf(exchange.route());
            shelf.add(node);
            keep(node, shelf);
        }
    }

    /** Remembers a good exchange that is slow. */
    public void addSlow(ExchangeRecord exchange) {
        Node node = new Node(exchange);
        synchronized (this) {
            RouteShelf shelf = shelfOf(exchange.route());
            if (shelf.isSlow(node.elapsedNanos())) {
                Node displaced = shelf.addSlow(node);
                if (displaced != null) {
                    drop(displaced);
                }
                keep(node, shelf);
            }
        }
    }

    private RouteShelf shelfOf(String route) {
        return shelves.computeIfAbsent(route, any -> new RouteShelf());
    }

    private void keep(Node node, RouteShelf shelf) {
        index.add(node);
        bytes += node.bytes;
        size++;
        while (bytes > maxBytes) {
            // A route that has its share pays itself: only one below it makes a look at all of them worth while.
            drop((shelf.bytes() >= maxBytes / shelves.size() ? shelf : largest()).takeLeast());
        }
    }

    /** Takes as many bytes from now on. */
    public synchronized void limitTo(long newMaxBytes) {
        maxBytes = newMaxBytes;
        while (bytes > maxBytes) {
            drop(largest().takeLeast());
        }
    }

    private RouteShelf largest() {
        return shelves.values().stream()
                .max(Comparator.comparingLong(RouteShelf::bytes))
                .orElseThrow();
    }

    private void drop(Node node) {
        index.remove(node);
        bytes -= node.bytes;
        size--;
        forgotten++;
    }

    /** Begins a new period for the slowest: those of the period before the last are forgotten, and so are empty routes. */
    public synchronized void turn() {
        shelves.values().forEach(shelf -> shelf.turnSlow().forEach(this::drop));
        shelves.values().removeIf(RouteShelf::isEmpty);
    }

    /**
     * Returns the exchanges of an ID, the newest first, at most {@value #MOST_FOUND}; in any case, with or without dashes. Takes
     * the same time however many are remembered.
     */
    public List<ExchangeRecord> find(String correlationId) {
        String key = IdKey.of(correlationId);
        synchronized (this) {
            return index.find(key, MOST_FOUND);
        }
    }

    /**
     * Returns what failed, was saved by a retry, or was noted on an observed route, the newest first.
     *
     * @param wanted which of them
     * @param most how many at most
     */
    public List<ExchangeRecord> noted(Predicate<ExchangeRecord> wanted, int most) {
        return copy(RouteShelf::noted).stream()
                .filter(wanted)
                .sorted(NEWEST_FIRST)
                .limit(most)
                .toList();
    }

    /**
     * Returns the slowest good exchanges of this period and the last, the slowest first.
     *
     * @param wanted which of them
     * @param most how many at most
     */
    public List<ExchangeRecord> slowest(Predicate<ExchangeRecord> wanted, int most) {
        return copy(RouteShelf::slow).stream()
                .filter(wanted)
                .sorted(SLOWEST_FIRST)
                .limit(most)
                .toList();
    }

    private synchronized List<ExchangeRecord> copy(Function<RouteShelf, Stream<ExchangeRecord>> part) {
        return shelves.values().stream().flatMap(part).toList();
    }

    /** Returns the bytes that the exchanges take, as they are reckoned. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Returns how many bytes they may take. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Returns how many exchanges are remembered. */
    public synchronized long size() {
        return size;
    }

    /** Returns how many have been forgotten. */
    public synchronized long forgotten() {
        return forgotten;
    }
}
