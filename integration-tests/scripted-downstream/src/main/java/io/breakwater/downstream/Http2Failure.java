package io.breakwater.downstream;

import java.io.IOException;

/** How a stream of HTTP/2, or its connection, fails. */
public enum Http2Failure implements Http2.Answering {
    /** Not processed, by RST_STREAM. */
    REFUSED(stream -> stream.reset(Http2Error.REFUSED_STREAM)),
    /** Reset before an answer: the server's own failure. */
    INTERNAL_ERROR(stream -> stream.reset(Http2Error.INTERNAL_ERROR)),
    /** Reset before an answer: the client asks too much. */
    ENHANCE_YOUR_CALM(stream -> stream.reset(Http2Error.ENHANCE_YOUR_CALM)),
    /** Reset before an answer: nobody needs it any more. */
    CANCEL(stream -> stream.reset(Http2Error.CANCEL)),
    /** Not processed, by a GOAWAY with a lower stream, and FIN. */
    GOAWAY_UNPROCESSED(stream -> {
        stream.goAway(false, Http2Error.NO_ERROR);
        stream.close();
    }),
    /** A GOAWAY in the middle of processing, and FIN. */
    GOAWAY(stream -> {
        stream.goAway(true, Http2Error.INTERNAL_ERROR);
        stream.close();
    }),
    /** FIN before an answer. */
    CLOSED(Http2Stream::close),
    /** 5 bytes of an answer, then a reset. */
    RESET_IN_BODY(stream -> {
        stream.ok();
        stream.data(Bytes.utf8("hello"), false);
        stream.reset(Http2Error.INTERNAL_ERROR);
    }),
    /** 256 KB of an answer, then a reset. */
    RESET_LATE(stream -> {
        stream.ok();
        stream.data(Bytes.filler(Http2Failure.LATE), false);
        stream.reset(Http2Error.INTERNAL_ERROR);
    }),
    /** 256 KB of an answer, then FIN. */
    CLOSED_LATE(stream -> {
        stream.ok();
        stream.data(Bytes.filler(Http2Failure.LATE), false);
        stream.close();
    });

    private static final int LATE = 1 << 18;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
    private final Http2.Answering answering;

    Http2Failure(Http2.Answering answering) {
        this.answering = answering;
    }

    /** Answers as it should. */
    public static void ok(Http2Stream stream) throws IOException {
        stream.ok();
        stream.data(Bytes.utf8("calm"), true);
    }

    @Override
    public void answer(Http2Stream stream) throws IOException {
        answering.answer(stream);
    }
}
