package io.breakwater.benchmarks.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** Tells how many bytes are in use after a full collection. Thread-safe. */
final class Heap extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        response.getOutputStream()
                .write(Long.toString(memory.getHeapMemoryUsage().getUsed()).getBytes(StandardCharsets.US_ASCII));
    }
}
