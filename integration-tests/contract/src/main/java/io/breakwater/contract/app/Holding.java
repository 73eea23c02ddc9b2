package io.breakwater.contract.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers at once; but what ends in {@code /hold} only once it is let go, as behind a downstream that says nothing. */
public final class Holding implements Subject {
    private final AtomicInteger held = new AtomicInteger();
    private final Gate gate = new Gate();

    @Override
    public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRequestURI().endsWith("/hold")) {
            held.incrementAndGet();
            try {
                gate.pass();
            } finally {
                held.decrementAndGet();
            }
        }
        response.getWriter().write("well");
    }

    /** How many it holds. */
    public int held() {
        return held.get();
    }

    /** Those that it holds, and all that come. */
    public void letGo() {
        gate.open();
    }
}
