package io.breakwater.contract.app;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

/** A stream of a test's own wrapper, which is always ready and tells nobody of it. */
public abstract class PlainStream extends ServletOutputStream {
    @Override
    public final boolean isReady() {
        return true;
    }

    @Override
    public final void setWriteListener(WriteListener listener) {
        throw new IllegalStateException("a stream that only blocks");
    }
}
