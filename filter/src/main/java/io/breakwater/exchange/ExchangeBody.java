package io.breakwater.exchange;

import io.breakwater.policy.Eligibility;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** What an exchange has of its request's body, and how far the request may be sent again. Thread-safe. */
abstract class ExchangeBody extends ExchangeLoans {

    /** Null until somebody asks. */
    private volatile @Nullable Eligibility eligibility;

    private volatile @Nullable Replay<?> body;

    ExchangeBody(GuardedRoute route, GuardedRoute asked, boolean awaitsHandler, boolean withoutVote) {
        super(route, asked, awaitsHandler, withoutVote);
    }

    abstract HttpServletRequest outerRequest();

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
        Replay<?> replay = body;
        return (known != null && known.isWaiting()) || (replay != null && !replay.isAtEnd());
    }

    /**
     * The request's body, the same for all attempts, on whatever thread the app asks for it.
     *
     * @throws IllegalStateException when it is read by characters, by this attempt or one before
     */
    final synchronized BodyReplay body() throws IOException {
        Replay<?> known = body;
        if (known instanceof BodyReplay bytes) {
            return bytes;
        }
        if (known != null) {
            throw new IllegalStateException("getReader() has been called for this request");
        }
        BodyReplay bytes = new BodyReplay(outerRequest().getInputStream(), maxKept());
        body = bytes;
        return bytes;
    }

    /** The same by characters; null when it is read by bytes already. */
    final synchronized @Nullable TextReplay text() throws IOException {
        Replay<?> known = body;
        if (known != null) {
            return known instanceof TextReplay text ? text : null;
        }
        Reader client = outerRequest().getReader();
        boolean inUtf8 = "utf-8".equalsIgnoreCase(outerRequest().getCharacterEncoding());
        TextReplay text = new TextReplay(client, maxKept(), outerRequest().getContentLengthLong(), inUtf8);
        body = text;
        return text;
    }

    private int maxKept() {
        return eligibility() == Eligibility.NEVER ? 0 : policy().maxReplayBytes();
    }

    /** Whether another attempt would find the whole body, or all of its parts. */
    final boolean bodyCanBeReplayed() {
        Replay<?> replay = body;
        return (replay == null || replay.isReplayable())
                && !deadline().attempt().request().hasGivenPartsOut();
    }
}
