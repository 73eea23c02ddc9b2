package io.breakwater.internal.wrapper;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Reader;
import java.io.UnsupportedEncodingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The body of an exchange's request, which all of its attempts share, and what they have made of it. Thread-safe. */
public final class SharedBody {

    private static final Logger LOG = Logs.of(SharedBody.class);

    private final OuterPair exchange;

    private volatile @Nullable Replay<?> replay;
    /** What the first attempt that used the body at all began with; null until one has. */
    private @Nullable BodyUse use;

    private volatile boolean encodingChanged;
    /** What the request had in place of the encoding that an attempt has set; null where it had none. */
    private @Nullable String encodingBefore;

    public SharedBody(OuterPair exchange) {
        this.exchange = exchange;
    }

    /** What has been read of it; null when nothing has. */
    public @Nullable Replay<?> replay() {
        return replay;
    }

    /**
     * The body by bytes.
     *
     * @throws BodyGoneException when it was read by characters
     */
    synchronized BodyReplay bytes(int maxKept) throws IOException {
        Replay<?> known = replay;
        if (known instanceof BodyReplay bytes) {
            return bytes;
        }
        if (known != null) {
            throw new BodyGoneException();
        }
        BodyReplay bytes = new BodyReplay(exchange.outerRequest().getInputStream(), maxKept);
        replay = bytes;
        return bytes;
    }

    /** The same by characters; null when it is read by bytes already. */
    synchronized @Nullable TextReplay text(int maxKept) throws IOException {
        Replay<?> known = replay;
        if (known != null) {
            return known instanceof TextReplay text ? text : null;
        }
        HttpServletRequest request = exchange.outerRequest();
        Reader client = request.getReader();
        boolean inUtf8 = "utf-8".equalsIgnoreCase(request.getCharacterEncoding());
        TextReplay text = new TextReplay(client, maxKept, request.getContentLengthLong(), inUtf8);
        replay = text;
        return text;
    }

    /** Whether an attempt that begins with {@code next} finds what there was of the body before all attempts. */
    synchronized boolean isFoundBy(BodyUse next) {
        BodyUse known = use;
        if (known == null) {
            use = next;
        }
        // What was read by bytes is there to be decoded; nothing else can be turned into another thing.
        return known == null || known == next || (known == BodyUse.BYTES && next == BodyUse.TEXT);
    }

    /** An attempt is about to set the encoding. */
    synchronized void encodingChanges() {
        if (!encodingChanged) {
            encodingBefore = exchange.outerRequest().getCharacterEncoding();
            encodingChanged = true;
        }
    }

    boolean isEncodingChanged() {
        return encodingChanged;
    }

    synchronized @Nullable String encodingBefore() {
        return encodingBefore;
    }

    /** Puts back the encoding that there was, where the container lets it, unless the body has been decoded by the other. */
    public void restoreEncoding() {
        if (!isEncodingToBeRestored()) {
            return;
        }
        try {
            exchange.outerRequest().setCharacterEncoding(encodingBefore());
        } catch (UnsupportedEncodingException | RuntimeException e) {
            // Not all take null, nor what the client has called an encoding; the next attempt is told of it when it
            // reads.
            LOG.debug("the encoding of the request can't be put back", e);
        }
    }

    private synchronized boolean isEncodingToBeRestored() {
        return encodingChanged && (use == null || use == BodyUse.BYTES);
    }
}
