package io.breakwater.internal.wrapper;

import io.breakwater.internal.correlation.LogContext;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The app's listener for when it can write: in the log's context, and with an ear for the client's going. */
final class GuardedWriteListener implements WriteListener {

    private final WriteListener app;
    private final BufferingResponse response;
    private @Nullable Throwable threw;

    GuardedWriteListener(WriteListener app, BufferingResponse response) {
        this.app = app;
        this.response = response;
    }

    @Override
    public void onWritePossible() throws IOException {
        response.clientGoesOn();
        try (LogContext context = response.exchange().openLog()) {
            app.onWritePossible();
        } catch (IOException | RuntimeException | Error e) {
            threw = e;
            response.attempt().listenerThrew(e);
            if (response.exchange().acts() && !response.exchange().container().tellsWriteListenersOfTheirFailure()) {
                // Nobody else would end the request.
                onError(e);
            }
            throw e;
        }
    }

    @Override
    public void onError(Throwable thrown) {
        response.clientGoesOn();
        try (LogContext context = response.exchange().openLog()) {
            response.listenerFails(thrown, threw);
            app.onError(thrown);
        }
    }
}
