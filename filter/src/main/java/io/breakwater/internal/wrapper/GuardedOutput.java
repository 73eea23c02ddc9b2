package io.breakwater.internal.wrapper;

import io.breakwater.internal.inject.AnswerCut;
import io.breakwater.internal.stale.AnswerCopy;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import org.jspecify.annotations.Nullable;

/** The response's byte stream as one attempt sees it; {@link BufferingResponse} decides where each write goes. */
final class GuardedOutput extends ServletOutputStream {

    private final BufferingResponse response;
    private final ServletOutputStream container;
    /** Whether the container's has been closed, or was to be. */
    private boolean closed;

    GuardedOutput(BufferingResponse response, ServletOutputStream container) {
        this.response = response;
        this.container = container;
    }

    boolean isOver(ServletOutputStream stream) {
        return container == stream;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        AnswerCut cut = response.attempt().answerCut();
        if (cut == null) {
            writeWhole(source, offset, length);
        } else {
            int passing = cut.take(length);
            if (passing > 0 || length == 0) {
                writeWhole(source, offset, passing);
            }
            if (passing < length) {
                throw cut.failure();
            }
        }
    }

    private void writeWhole(byte[] source, int offset, int length) throws IOException {
        try (Turn turn = response.writing()) {
            if (response.isNonBlocking() && response.letGoWith(source, offset, length)) {
                return;
            }
            if (response.holdsBack(length)) {
                response.held().write(source, offset, length);
            } else {
                pass(source, offset, length);
            }
        }
    }

    private void pass(byte[] source, int offset, int length) throws IOException {
        AnswerCopy copy = response.attempt().answerCopy();
        if (copy != null) {
            // Before, since a container may tell an app that does not block to go on, and with the same array.
            AnswerHead.begin(copy, response);
            copy.add(source, offset, length);
        }
        try {
            response.passing(length);
            container.write(source, offset, length);
            response.passed(length);
        } catch (IOException e) {
            throw response.writeFailed(e, length);
        } catch (RuntimeException e) {
            response.headRefused();
            throw e;
        }
    }

    @Override
    public void write(int b) throws IOException {
        AnswerCut cut = response.attempt().answerCut();
        if (cut != null && cut.take(1) == 0) {
            throw cut.failure();
        }
        try (Turn turn = response.writing()) {
            if (response.isNonBlocking() && response.letGoWith(new byte[] {(byte) b}, 0, 1)) {
                return;
            }
            if (response.holdsBack(1)) {
                response.held().write(new byte[] {(byte) b}, 0, 1);
            } else {
                pass(b);
            }
        }
    }

    private void pass(int b) throws IOException {
        AnswerCopy copy = response.attempt().answerCopy();
        if (copy != null) {
            AnswerHead.begin(copy, response);
            copy.add(new byte[] {(byte) b}, 0, 1);
        }
        try {
            response.passing(1);
            container.write(b);
            response.passed(1);
        } catch (IOException e) {
            throw response.writeFailed(e, 1);
        } catch (RuntimeException e) {
            response.headRefused();
            throw e;
        }
    }

    /** New in Servlet 6.1, whose own form is for non-blocking writers alone, where those of containers are for all. */
    public void write(ByteBuffer source) throws IOException {
        int length = source.remaining();
        if (source.hasArray()) {
            write(source.array(), source.arrayOffset() + source.position(), length);
            source.position(source.limit());
        } else {
            byte[] copy = new byte[length];
            source.get(copy);
            write(copy, 0, length);
        }
    }

    /** The Servlet API's form knows Latin characters only; a container's own may write in the response's encoding. */
    @Override
    public void print(@Nullable String text) throws IOException {
        if (!response.exchange().container().printsInResponseEncoding()) {
            super.print(text);
        } else if (closed || !isKnown(response.getCharacterEncoding())) {
            refuse(text);
        } else {
            write(String.valueOf(text).getBytes(Charset.forName(response.getCharacterEncoding())));
        }
    }

    private static boolean isKnown(String encoding) {
        try {
            return Charset.isSupported(encoding);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }

    /** What is wrong with it the container says in its own words. */
    private void refuse(@Nullable String text) throws IOException {
        try (Turn turn = response.writing()) {
            container.print(text);
        }
    }

    /** The stream's own, which a filter in front may have left to the container although it keeps the response's buffer. */
    @Override
    public void flush() throws IOException {
        response.flush(container);
    }

    @Override
    public void close() throws IOException {
        try (Turn turn = response.writing()) {
            // A body that is held back, or shorter than declared, is not over for us: its fate is decided when the app
            // is done.
            boolean isShort = response.isShort();
            boolean waits = response.holdsBack(0)
                    || response.isCut()
                    || (isShort && response.exchange().acts());
            if (!waits && !ForwardEnd.finishes(response)) {
                closeContainers(isShort);
            }
        }
    }

    private void closeContainers(boolean isShort) throws IOException {
        closed = true;
        try {
            response.starting();
            container.close();
            if (isShort) {
                response.passed(0);
            } else {
                response.passedLast();
            }
        } catch (IOException e) {
            throw isShort ? e : response.clientFailed(e);
        } catch (RuntimeException e) {
            response.headRefused();
            throw e;
        }
    }

    @Override
    public boolean isReady() {
        // An app that is refused learns it from the write.
        return response.isReadyByItself() || response.isReady(container);
    }

    /** Refused when it comes too late, or it would make the next attempt's response wait for a listener that is of no use. */
    @Override
    public void setWriteListener(@Nullable WriteListener listener) {
        try (Turn turn = response.ending()) {
            boolean taken = false;
            boolean before = response.isNonBlocking();
            response.becomesNonBlocking(true);
            try {
                // What there is to be said of none the container says.
                container.setWriteListener(listener == null ? null : new GuardedWriteListener(listener, response));
                taken = true;
            } finally {
                if (!taken) {
                    response.becomesNonBlocking(before);
                }
            }
        }
    }
}
