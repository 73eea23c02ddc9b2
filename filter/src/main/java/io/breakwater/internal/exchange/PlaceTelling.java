package io.breakwater.internal.exchange;

import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.PlaceEnd;
import org.jspecify.annotations.Nullable;

/** What an exchange tells a limit that learns, when it gives its place back. */
final class PlaceTelling {

    private PlaceTelling() {}

    /**
     * Reads it from the last attempt.
     *
     * @param failure what that came to; null where it has not failed
     */
    static PlaceEnd of(Outcome.@Nullable Failed failure) {
        if (failure == null) {
            return PlaceEnd.ANSWERED;
        }
        return switch (failure.fault()) {
            case CLIENT_GONE, CIRCUIT_OPEN, CONCURRENCY_LIMIT -> PlaceEnd.UNTOLD;
            case RESPONSE_TIMEOUT, READ_TIMEOUT, CONNECTION_TIMEOUT, DNS_TIMEOUT -> PlaceEnd.TIMED_OUT;
            default -> PlaceEnd.FAILED;
        };
    }
}
