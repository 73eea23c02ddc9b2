package io.breakwater.operations.recent;

import org.jspecify.annotations.Nullable;

/** A remembered exchange in its place. Guarded by the lock of {@link RecentExchanges}. */
final class Node {

    final ExchangeRecord exchange;
    final String key;
    final int bytes;
    /** Those with the same key, from the newest to the oldest. */
    @Nullable Node older;

    @Nullable Node newer;

    Node(ExchangeRecord exchange) {
        this.exchange = exchange;
        this.key = IdKey.of(exchange.correlationId());
        this.bytes = Footprint.of(exchange);
    }

    long elapsedNanos() {
        return exchange.elapsed().toNanos();
    }
}
