package io.breakwater.contract;

import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** What a user's listener hears. Thread-safe. A report may come after the client has its answer: await it. */
public final class Reports implements ExchangeListener {
    private final List<ExchangeReport> ended = new CopyOnWriteArrayList<>();
    private final List<BreakerTransition> transitions = new CopyOnWriteArrayList<>();

    @Override
    public void exchangeEnded(ExchangeReport report) {
        ended.add(report);
    }

    @Override
    public void breakerChanged(BreakerTransition transition) {
        transitions.add(transition);
    }

    /** Every report so far. */
    public List<ExchangeReport> all() {
        return List.copyOf(ended);
    }

    /** Every change of a breaker's state so far. */
    public List<BreakerTransition> transitions() {
        return List.copyOf(transitions);
    }

    /** Waits until there are that many reports. */
    public List<ExchangeReport> await(int count) {
        Awaitility.await().until(() -> ended.size() >= count);
        return all();
    }

    /** Waits for the report of the only exchange there was. */
    public ExchangeReport only() {
        List<ExchangeReport> reports = await(1);
        if (reports.size() > 1) {
            throw new IllegalStateException("more than one exchange: " + reports);
        }
        return reports.get(0);
    }
}
