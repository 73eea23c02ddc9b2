package io.breakwater.example.control;

import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts what the filter reports. The filter finds it by {@link java.util.ServiceLoader}, see {@code META-INF/services}.
 * Thread-safe.
 */
public final class Figures implements ExchangeListener {
    private static final int REPORTS_KEPT = 256;

    /** The service loader makes the listener, so what it hears is kept where others find it too. */
    private static final Figures HEARD = new Figures();

    private final Deque<ExchangeReport> latest = new ArrayDeque<>();
    private final Map<String, Map<String, Integer>> answersByRoute = new HashMap<>();
    private final Map<String, Integer> attemptsByRoute = new HashMap<>();

    /** What all listeners of this JVM have heard. */
    public static Figures heard() {
        return HEARD;
    }

    @Override
    public void exchangeEnded(ExchangeReport report) {
        HEARD.add(report);
    }

    private synchronized void add(ExchangeReport report) {
        if (latest.size() == REPORTS_KEPT) {
            latest.removeLast();
        }
        latest.addFirst(report);
        answersByRoute.computeIfAbsent(report.route(), route -> new TreeMap<>()).merge(answer(report), 1, Integer::sum);
        attemptsByRoute.merge(report.route(), report.attempts(), Integer::sum);
    }

    /** What the client got, in a word or two: a 200 that broke off is not the 200 of a whole answer. */
    static String answer(ExchangeReport report) {
        return report.ending() == ExchangeReport.Ending.ABORTED
                ? report.status() + " broken off"
                : String.valueOf(report.status());
    }

    /** How often each answer was given on a route. */
    public synchronized Map<String, Integer> answers(String route) {
        return new TreeMap<>(answersByRoute.getOrDefault(route, Map.of()));
    }

    /** How many attempts were made on a route. */
    public synchronized int attempts(String route) {
        return attemptsByRoute.getOrDefault(route, 0);
    }

    /** The latest exchanges, newest first. */
    public synchronized List<ExchangeReport> latest(int count) {
        return new ArrayList<>(latest.stream().limit(count).toList());
    }

    /** The exchange of that id; empty when it has not ended yet. */
    public synchronized Optional<ExchangeReport> find(String correlationId) {
        return latest.stream()
                .filter(report -> report.correlationId().equals(correlationId))
                .findFirst();
    }

    /** Begins anew. */
    public synchronized void forget() {
        latest.clear();
        answersByRoute.clear();
        attemptsByRoute.clear();
    }
}
