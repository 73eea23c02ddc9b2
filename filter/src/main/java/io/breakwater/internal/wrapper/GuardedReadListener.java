package io.breakwater.internal.wrapper;

import io.breakwater.fault.CircuitOpenException;
import io.breakwater.fault.LimitReachedException;
import io.breakwater.internal.correlation.LogContext;
import jakarta.servlet.ReadListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The app's listener for the request's body: in the log's context, and with an ear for the client's going. */
final class GuardedReadListener implements ReadListener {

    private final ReadListener app;
    private final GuardedAttempt attempt;
    private @Nullable Throwable threw;

    GuardedReadListener(ReadListener app, GuardedAttempt attempt) {
        this.app = app;
        this.attempt = attempt;
    }

    @Override
    public void onDataAvailable() throws IOException {
        attempt.exchange().clientWaitEnds(0);
        try (LogContext context = attempt.exchange().openLog()) {
            app.onDataAvailable();
        } catch (IOException | RuntimeException | Error e) {
            threw = e;
            attempt.listenerThrew(e);
            throw e;
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        attempt.exchange().clientWaitEnds(0);
        try (LogContext context = attempt.exchange().openLog()) {
            if (mayGoOn()) {
                app.onAllDataRead();
            }
        } catch (IOException | RuntimeException | Error e) {
            threw = e;
            attempt.listenerThrew(e);
            throw e;
        }
    }

    /** Whether there is a place for it still; if not, the app is told without a throw, for which Tomcat closes the connection. */
    private boolean mayGoOn() {
        try {
            attempt.clientGoesOn();
            return true;
        } catch (LimitReachedException | CircuitOpenException e) {
            app.onError(e);
            return false;
        }
    }

    @Override
    public void onError(Throwable thrown) {
        attempt.exchange().clientWaitEnds(0);
        try (LogContext context = attempt.exchange().openLog()) {
            attempt.listenerFails(thrown, threw);
            app.onError(thrown);
        }
    }
}
