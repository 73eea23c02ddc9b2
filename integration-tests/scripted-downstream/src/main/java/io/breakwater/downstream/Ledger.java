package io.breakwater.downstream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What reached the downstream. Thread-safe: one lock, so that a reset and a count never mix. */
final class Ledger {
    /** Counts are exact for ever; only so many requests are kept to be looked at, lest a load test fill the heap. */
    private static final int REQUESTS_KEPT = 256;

    private final Map<String, Integer> requestsByPath = new HashMap<>();
    private final Deque<ReceivedRequest> received = new ArrayDeque<>();
    private int connections;
    private int lastNumber;
    private int requests;
    private int abandoned;

    /** Counts a connection and gives its number, which no other has. */
    synchronized int connected() {
        connections++;
        return ++lastNumber;
    }

    synchronized void requestBegan(String path) {
        requests++;
        requestsByPath.merge(path, 1, Integer::sum);
    }

    synchronized void requestEnded(ReceivedRequest request) {
        if (received.size() == REQUESTS_KEPT) {
            received.removeFirst();
        }
        received.addLast(request);
    }

    synchronized void abandoned() {
        abandoned++;
    }

    synchronized int connections() {
        return connections;
    }

    synchronized int requests() {
        return requests;
    }

    synchronized int requests(String prefix) {
        return requestsByPath.entrySet().stream()
                .filter(entry -> Script.covers(prefix, entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    synchronized int timesAbandoned() {
        return abandoned;
    }

    synchronized List<ReceivedRequest> received() {
        return new ArrayList<>(received);
    }

    synchronized void reset() {
        requestsByPath.clear();
        received.clear();
        connections = 0;
        requests = 0;
        abandoned = 0;
    }
}
