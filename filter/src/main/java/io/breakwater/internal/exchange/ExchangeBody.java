package io.breakwater.internal.exchange;

import io.breakwater.internal.policy.Eligibility;
import io.breakwater.internal.watchdog.ClientWait;
import io.breakwater.internal.wrapper.GuardedExchange;
import io.breakwater.internal.wrapper.Replay;
import io.breakwater.internal.wrapper.SharedBody;
import org.jspecify.annotations.Nullable;

/** What an exchange has of its request's body, and how far the request may be sent again. Thread-safe. */
abstract class ExchangeBody extends ExchangePermits implements GuardedExchange {

    /** Null until somebody asks. */
    private volatile @Nullable Eligibility eligibility;

    /** Null until the app asks for the body, or sets its encoding. */
    private volatile @Nullable SharedBody body;

    ExchangeBody(
            GuardedRoute route, GuardedRoute asked, boolean awaitsHandler, boolean withoutVote, boolean inMaintenance) {
        super(route, asked, awaitsHandler, withoutVote, inMaintenance);
    }

    /** How far this request may be sent again, as far as the request alone decides; all threads come to the same. */
    final Eligibility eligibility() {
        Eligibility known = eligibility;
        if (known == null) {
            known = policy().eligibility(RequestReading.factsOf(outerRequest()));
            eligibility = known;
        }
        return known;
    }

    /** Whether the app has begun to read a body that has not come whole. */
    final boolean clientOwesBody() {
        ClientWait known = clientWaitOrNull();
        Replay<?> replay = replay();
        return (known != null && known.isWaiting()) || (replay != null && !replay.isAtEnd());
    }

    /** The body, and what attempts have made of it; the same for all attempts, on whatever thread the app asks for it. */
    @Override
    public final SharedBody body() {
        SharedBody known = body;
        if (known == null) {
            synchronized (this) {
                known = body;
                if (known == null) {
                    known = new SharedBody(this);
                    body = known;
                }
            }
        }
        return known;
    }

    /** Null when nobody has asked for it. */
    final @Nullable SharedBody bodyOrNull() {
        return body;
    }

    private @Nullable Replay<?> replay() {
        SharedBody known = body;
        return known == null ? null : known.replay();
    }

    /** How many bytes of it are kept for another attempt. */
    @Override
    public final int maxKept() {
        return eligibility().allowsRetry() ? policy().maxReplayBytes() : 0;
    }

    /** Whether more of it has come than is kept. */
    final boolean bodyIsTooLarge() {
        return receivedBytes() > maxKept();
    }

    /** Whether another attempt would find the whole body, or all of its parts. */
    final boolean bodyCanBeReplayed() {
        Replay<?> replay = replay();
        return (replay == null || replay.isReplayable()) && !attempt().request().hasGivenPartsOut();
    }
}
