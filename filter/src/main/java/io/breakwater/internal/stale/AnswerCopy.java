package io.breakwater.internal.stale;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The copy of one answer while the app writes it. Whether there is one is decided at the first byte; what turns out to be too much
 * is let go of at once. Thread-safe: a deadline may end it while the app writes.
 */
public final class AnswerCopy {

    private enum State {
        /** Nothing has been written. */
        BEFORE,
        ON,
        /** There will be none, unless the app begins anew. */
        LET_GO,
        OVER
    }

    private final StaleAnswers answers;
    private final RequestHead request;
    private final Instant asked;
    private final BodyBytes body;
    private State state = State.BEFORE;
    /** What decided at the first byte, with what filters outside had set. */
    private @Nullable ResponseHead visible;
    /** As the app has set it. */
    private @Nullable ResponseHead head;
    /** How often the app had changed the head by then. */
    private int changes;

    private long declaredLength = -1;
    private Charset charset = StandardCharsets.ISO_8859_1;
    /** Null until the app writes characters. */
    private @Nullable Writer encoder;

    AnswerCopy(StaleAnswers answers, RequestHead request, Instant asked, BodyBytes body) {
        this.answers = answers;
        this.request = request;
        this.asked = asked;
        this.body = body;
    }

    /** Whether {@link #begin} is to be called before anything is added. */
    public synchronized boolean isBefore() {
        return state == State.BEFORE;
    }

    /**
     * The first byte is about to be written.
     *
     * @param seen the head with what filters outside have set, which may forbid to keep the answer
     * @param length the length that was declared; below zero for none
     * @param ofCharacters the charset of what is added as characters
     * @return whether the answer is to be kept; then {@link #headIs} follows
     */
    public synchronized boolean begin(ResponseHead seen, long length, Charset ofCharacters) {
        visible = seen;
        declaredLength = length;
        charset = ofCharacters;
        boolean kept = answers.keeps(request, seen)
                && length <= Integer.MAX_VALUE
                && (length < 0 || body.expect((int) length));
        state = State.ON;
        if (!kept) {
            letGo();
        }
        return kept;
    }

    /**
     * Tells of the head that is kept.
     *
     * @param apps the head as the app has set it
     * @param changesSoFar how often it has changed it
     */
    public synchronized void headIs(ResponseHead apps, int changesSoFar) {
        head = apps;
        changes = changesSoFar;
    }

    /** Whether there is one so far. */
    public synchronized boolean isOn() {
        return state == State.ON;
    }

    /** Adds bytes. */
    public synchronized void add(byte[] source, int offset, int length) {
        if (state == State.ON && !body.add(source, offset, length)) {
            letGo();
        }
    }

    /** Adds characters. */
    public synchronized void add(char[] source, int offset, int length) {
        if (state == State.ON) {
            try {
                encoder().write(source, offset, length);
            } catch (IOException e) {
                throw new IllegalStateException("a copy in memory has no reason to fail", e);
            }
        }
    }

    private Writer encoder() {
        Writer known = encoder;
        if (known == null) {
            known = new OutputStreamWriter(new ToBody(), charset);
            encoder = known;
        }
        return known;
    }

    private final class ToBody extends OutputStream {
        @Override
        public void write(int b) {
            add(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            add(source, offset, length);
        }
    }

    /** Returns how many bytes there are, of characters too. */
    public synchronized int length() {
        Writer writer = encoder;
        if (writer != null) {
            flush(writer);
        }
        return body.length();
    }

    /** The app begins its answer anew. */
    public synchronized void beginAnew() {
        if (state != State.OVER) {
            letGo();
            state = State.BEFORE;
        }
    }

    /** There will be none: it is not whole, or too much, or must not be kept. */
    public synchronized void letGo() {
        if (state != State.OVER) {
            state = State.LET_GO;
        }
        body.release();
        encoder = null;
    }

    /** The answer has not ended well. */
    public synchronized void drop() {
        letGo();
        state = State.OVER;
    }

    /**
     * The answer has ended well: it is kept, if it is all there, and its head is what it was.
     *
     * @param seen the head with what filters outside have set by now
     * @param changesSoFar how often the app has changed it by now
     */
    public synchronized void end(ResponseHead seen, int changesSoFar) {
        try {
            ResponseHead first = visible;
            ResponseHead apps = head;
            if (state == State.ON && first != null && apps != null && changesSoFar == changes && first.isLike(seen)) {
                boolean whole = declaredLength < 0 || declaredLength == length();
                if (state == State.ON && whole && answers.mayBeKept(request, seen)) {
                    answers.keep(request, apps, body, asked);
                }
            }
        } finally {
            drop();
        }
    }

    private static void flush(Writer writer) {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new IllegalStateException("a copy in memory has no reason to fail", e);
        }
    }
}
