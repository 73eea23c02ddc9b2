package io.breakwater.downstream;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Speaks HTTP/2 (RFC 9113) with clients that know of it beforehand, agree on it in TLS or ask for it by an upgrade. For the whole
 * port only; its connections end with it.
 */
public final class Http2 implements Behaviour {

    /** What becomes of a stream; thread-safe. */
    @FunctionalInterface
    public interface Answering {
        /** Does it. The request was read whole. */
        void answer(Http2Stream stream) throws IOException;
    }

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String PREFACE_AFTER_ITS_HEAD = "SM\r\n\r\n";
    private static final int UPGRADED_STREAM = 1;

    private final List<Answering> inTurn;
    private final AtomicInteger answered = new AtomicInteger();

    private Http2(List<Answering> inTurn) {
        this.inTurn = inTurn;
    }

    /** The first stream meets the first of these, the next the next, and all that come later the last. */
    public static Http2 answering(Answering... inTurn) {
        return new Http2(List.of(inTurn));
    }

    @Override
    public void serve(Call call) throws IOException {
        if (isPreface(call.request().method())) {
            serve(call, PREFACE_AFTER_ITS_HEAD, Optional.empty());
        } else if (call.request().headers().lists("Upgrade", "h2c")) {
            call.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
            serve(call, PREFACE, Optional.of(UPGRADED_STREAM));
        } else {
            Answer.status(426).with("Upgrade", "h2c").serve(call);
        }
    }

    /** Its head looks like a request, so that servers of HTTP/1.1 refuse it (RFC 9113, section 3.4). */
    static boolean isPreface(String method) {
        return method.equals("PRI");
    }

    private void serve(Call call, String preface, Optional<Integer> first) throws IOException {
        call.endsWithScene(() -> {
            Http2Frames frames = new Http2Frames(call);
            frames.settle(preface.length());
            Optional<Integer> next = first;
            if (next.isEmpty()) {
                next = frames.next();
            }
            while (next.isPresent() && !call.ended()) {
                int turn = Math.min(answered.getAndIncrement(), inTurn.size() - 1);
                inTurn.get(turn).answer(new Http2Stream(next.get(), frames, call));
                next = call.ended() ? Optional.empty() : frames.next();
            }
        });
        if (!call.ended()) {
            call.close();
        }
    }
}
