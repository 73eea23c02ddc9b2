package io.breakwater.internal.exchange.fake;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Serves requests, each on the thread that brings it, dispatches and time-outs included. Thread-safe. */
public final class FakeContainer {

    private final List<Filter> filters;
    private final App app;
    private final BiFunction<List<Filter>, App, FilterChain> chains;
    private volatile boolean interrupted;

    /**
     * @param filters what every dispatch comes by, in this order
     * @param app what is behind them
     * @param chains makes the chain of a dispatch
     */
    public FakeContainer(List<Filter> filters, App app, BiFunction<List<Filter>, App, FilterChain> chains) {
        this.filters = List.copyOf(filters);
        this.app = app;
        this.chains = chains;
    }

    /** Returns what the client has got, once the container is done with the request. */
    public FakeResponse serve(FakeRequest request) {
        return serve(request, new FakeResponse());
    }

    /** The same with a response that the test has got ready. */
    public FakeResponse serve(FakeRequest request, FakeResponse response) {
        request.answerBy(response);
        Throwable thrown = dispatch(request, request, response, DispatcherType.REQUEST);
        FakeAsyncContext last = null;
        FakeAsyncContext begun = request.dispatchEnds(null);
        while (begun != null) {
            last = begun;
            if (thrown != null) {
                last.fails(thrown);
                thrown = null;
            }
            if (!goesOn(last)) {
                break;
            }
            thrown = dispatch(request, last.getRequest(), last.getResponse(), DispatcherType.ASYNC);
            begun = request.dispatchEnds(last);
            if (begun == null && thrown != null) {
                last.dispatchFails(thrown);
            }
        }
        if (thrown != null) {
            response.answerFailure();
        }
        response.finish();
        if (last != null) {
            last.tellOver();
        }
        return response;
    }

    /** Returns whether the chain has ever returned on a thread that was still interrupted, which a container would suffer from. */
    public boolean gotInterruptedThread() {
        return interrupted;
    }

    private static boolean goesOn(FakeAsyncContext cycle) {
        try {
            return cycle.awaitDispatch();
        } catch (InterruptedException e) {
            throw new AssertionError("a thread that waits for the app was interrupted", e);
        }
    }

    @SuppressWarnings("IllegalCatch") // as a container does
    private @Nullable Throwable dispatch(
            FakeRequest own, ServletRequest request, ServletResponse response, DispatcherType type) {
        own.dispatchBegins(type);
        try {
            chains.apply(filters, app).doFilter(request, response);
            return null;
        } catch (Throwable t) {
            return t;
        } finally {
            if (Thread.interrupted()) {
                interrupted = true;
            }
        }
    }
}
