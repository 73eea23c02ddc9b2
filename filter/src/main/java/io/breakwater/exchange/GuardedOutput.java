package io.breakwater.exchange;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The response's byte stream as one attempt sees it; {@link GuardedResponse} decides where each write goes. */
final class GuardedOutput extends ServletOutputStream {

    private final GuardedResponse response;
    private final ServletOutputStream container;

    GuardedOutput(GuardedResponse response, ServletOutputStream container) {
        this.response = response;
        this.container = container;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        response.enterWrite();
        try {
            if (response.isNonBlocking() && response.letGoWith(source, offset, length)) {
                return;
            }
            if (response.holdsBack(length)) {
                response.held().write(source, offset, length);
            } else {
                response.passing(length);
                container.write(source, offset, length);
                response.passed(length);
            }
        } catch (IOException e) {
            throw response.writeFailed(e, length);
        } catch (RuntimeException e) {
            response.headRefused();
            throw e;
        } finally {
            response.ownership().leave();
        }
    }

    @Override
    public void write(int b) throws IOException {
        response.enterWrite();
        try {
            if (response.isNonBlocking() && response.letGoWith(new byte[] {(byte) b}, 0, 1)) {
                return;
            }
            if (response.holdsBack(1)) {
                response.held().write(new byte[] {(byte) b}, 0, 1);
            } else {
                response.passing(1);
                container.write(b);
                response.passed(1);
            }
        } catch (IOException e) {
            throw response.writeFailed(e, 1);
        } finally {
            response.ownership().leave();
        }
    }

    @Override
    public void flush() throws IOException {
        response.flushBuffer();
    }

    @Override
    public void close() throws IOException {
        response.enterWrite();
        try {
            // A body that is held back, or shorter than declared, is not over for us: its fate is decided when the app
            // is done.
            if (!response.holdsBack(0) && !response.isShort()) {
                response.starting();
                container.close();
                response.passedLast();
            }
        } catch (IOException e) {
            throw response.clientBroke(e);
        } finally {
            response.ownership().leave();
        }
    }

    @Override
    public boolean isReady() {
        // An app that is refused learns it from the write.
        return response.isReadyByItself() || container.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        response.becomesNonBlocking();
        container.setWriteListener(new GuardedWriteListener(listener, response));
    }
}
