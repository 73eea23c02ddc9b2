package io.breakwater.exchange;

import io.breakwater.log.Logs;
import io.breakwater.policy.Eligibility;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Reader;
import java.io.UnsupportedEncodingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What an exchange has of its request's body, and how far the request may be sent again. Thread-safe. */
abstract class ExchangeBody extends ExchangeLoans {

    private static final Logger LOG = Logs.of(ExchangeBody.class);

    /** Null until somebody asks. */
    private volatile @Nullable Eligibility eligibility;

    private volatile @Nullable Replay<?> body;
    /** What the first attempt that used the body at all began with; null until one has. */
    private @Nullable BodyUse use;

    private boolean encodingChanged;
    /** What the request had in place of the encoding that an attempt has set; null where it had none. */
    private @Nullable String encodingBefore;

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
     * @throws BodyGoneException when it was read by characters
     */
    final synchronized BodyReplay body() throws IOException {
        Replay<?> known = body;
        if (known instanceof BodyReplay bytes) {
            return bytes;
        }
        if (known != null) {
            deadline().attempt().refuseBody();
            throw new BodyGoneException();
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

    /** Whether an attempt that begins with {@code next} finds what there was of the body before all attempts. */
    final synchronized boolean finds(BodyUse next) {
        BodyUse known = use;
        if (known == null) {
            use = next;
        }
        // What was read by bytes is there to be decoded; nothing else can be turned into another thing.
        return known == null || known == next || (known == BodyUse.BYTES && next == BodyUse.TEXT);
    }

    /** An attempt is about to set the encoding. */
    final synchronized void encodingChanges() {
        if (!encodingChanged) {
            encodingBefore = outerRequest().getCharacterEncoding();
            encodingChanged = true;
        }
    }

    final synchronized boolean isEncodingChanged() {
        return encodingChanged;
    }

    final synchronized @Nullable String encodingBefore() {
        return encodingBefore;
    }

    /** Puts back the encoding that there was, where the container lets it, unless the body has been decoded by the other. */
    final void restoreEncoding() {
        if (!isEncodingToBeRestored()) {
            return;
        }
        try {
            outerRequest().setCharacterEncoding(encodingBefore());
        } catch (UnsupportedEncodingException | RuntimeException e) {
            // Not all take null, nor what the client has called an encoding; the next attempt is told of it when it
            // reads.
            LOG.debug("the encoding of the request can't be put back", e);
        }
    }

    private synchronized boolean isEncodingToBeRestored() {
        return encodingChanged && (use == null || use == BodyUse.BYTES);
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
