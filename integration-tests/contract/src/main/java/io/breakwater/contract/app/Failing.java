package io.breakwater.contract.app;

import io.breakwater.downstream.Bytes;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;

/** The ways in which a servlet fails, and one in which it does not. */
public final class Failing {
    private Failing() {}

    /** Answers 200 with that text. */
    public static Subject not(String text) {
        return (request, response) -> {
            response.setContentType("text/plain;charset=utf-8");
            response.getWriter().write(text);
        };
    }

    /** Leaves the page to the container. */
    public static Subject bySendError(int status) {
        return (request, response) -> response.sendError(status, "internal.example:8443 is down");
    }

    /** Writes a page of its own. */
    public static Subject byStatus(int status, String body) {
        return (request, response) -> {
            response.setStatus(status);
            response.setContentType("application/json");
            response.getWriter().write(body);
        };
    }

    /** Has a bug. */
    public static Subject byBug() {
        return (request, response) -> {
            throw new NullPointerException("a bug in the app");
        };
    }

    /** Runs out of something that only an Error tells. */
    public static Subject byError() {
        return (request, response) -> {
            throw new StackOverflowError("an Error in the app");
        };
    }

    /** Throws what its downstream gave it, wrapped as frameworks do. */
    public static Subject byWrapped(IOException cause) {
        return (request, response) -> {
            throw new ServletException("request processing failed", cause);
        };
    }

    /** Throws what its downstream gave it, as it is. */
    public static Subject byThrowing(IOException failure) {
        return (request, response) -> {
            // Each request its own instance, or stack traces and suppressed exceptions pile up on one.
            throw new IOException(failure.getMessage(), failure);
        };
    }

    /** Promises {@code promised} bytes, writes fewer, and returns as if all were well. */
    public static Subject halfwayReturning(int promised, int written) {
        return (request, response) -> {
            response.setContentLength(promised);
            response.getOutputStream().write(Bytes.filler(written).toArray());
            response.flushBuffer();
        };
    }

    /** Promises {@code promised} bytes, writes fewer, and throws. */
    public static Subject halfwayThrowing(int promised, int written) {
        return (request, response) -> {
            halfwayReturning(promised, written).serve(request, response);
            throw new IOException("the downstream broke off");
        };
    }

    /** Promises no length, sends some of its body, and returns as if all were well. */
    public static Subject midStreamReturning(int written) {
        return (request, response) -> {
            ServletOutputStream out = response.getOutputStream();
            out.write(Bytes.filler(written).toArray());
            response.flushBuffer();
        };
    }

    /** Promises no length, sends some of its body, and throws. */
    public static Subject midStreamThrowing(int written) {
        return (request, response) -> {
            midStreamReturning(written).serve(request, response);
            throw new IOException("the downstream broke off");
        };
    }
}
