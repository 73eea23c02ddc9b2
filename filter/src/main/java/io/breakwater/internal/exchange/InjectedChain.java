package io.breakwater.internal.exchange;

import io.breakwater.internal.inject.InjectedAttempt;
import io.breakwater.internal.inject.InjectedFailure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/** Fails as the downstream would, in the place of the rest of the chain or before it. */
final class InjectedChain implements FilterChain {

    private final FilterChain chain;
    private final InjectedAttempt injected;

    InjectedChain(FilterChain chain, InjectedAttempt injected) {
        this.chain = chain;
        this.injected = injected;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
        if (injected.latency().isPresent()) {
            think(injected.latency().get().toNanos());
        }
        if (injected.fault().isPresent()) {
            throw new InjectedFailure(injected.fault().get());
        }
        if (injected.status().isPresent()) {
            ((HttpServletResponse) response).setStatus(injected.status().get());
        } else {
            chain.doFilter(request, response);
        }
    }

    /** As a client does that waits for its downstream on this thread, the deadline's interrupt included. */
    private static void think(long nanos) throws InterruptedIOException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an injected latency was waited for");
        }
    }
}
