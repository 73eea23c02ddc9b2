package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.internal.stale.RequestHead;
import io.breakwater.internal.stale.StaleAnswers;

/** Finds the answer that is given in place of a page, or of a failing answer, where the route keeps some. */
final class StoredInstead {

    private StoredInstead() {}

    static Verdict of(Exchange exchange, Verdict.ShowPage page) {
        return of(exchange, page.failure(), page);
    }

    static Verdict of(Exchange exchange, Verdict.Refuse refusal) {
        return of(exchange, refusal.failure(), refusal);
    }

    /** Returns {@code verdict}, unless an answer can be given in its place: nothing has gone out, and no attempt is left. */
    static Verdict of(Exchange exchange, Outcome.Failed failure, Verdict verdict) {
        StaleAnswers answers = exchange.route().staleAnswers();
        if (answers == null
                || failure.fault() == Fault.CLIENT_GONE
                || verdict instanceof Verdict.Retry
                || verdict instanceof Verdict.Abort) {
            return verdict;
        }
        return answers.find(requestOf(exchange))
                .<Verdict>map(stored -> new Verdict.ServeStored(failure, stored))
                .orElse(verdict);
    }

    /** As it came: a container may forward the request, and change it for as long. */
    static RequestHead requestOf(Exchange exchange) {
        StaleAttempt known = exchange.hasAttempt() ? exchange.attempt().stale() : null;
        return known == null ? StaleRequest.headOf(exchange.outerRequest()) : known.request();
    }
}
