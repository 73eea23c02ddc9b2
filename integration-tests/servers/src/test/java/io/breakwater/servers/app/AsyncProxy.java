package io.breakwater.servers.app;

import io.breakwater.contract.app.Subject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * An asynchronous proxy over the JDK's client, on a thread of its own. A failure it hands to a dispatch, which throws it, or
 * answers by {@code sendError(503)} where its path begins with {@code /told}.
 */
final class AsyncProxy implements Subject {
    private static final String FAILURE = "app.failure";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI downstream;

    AsyncProxy(URI downstream) {
        this.downstream = downstream;
    }

    @Override
    public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object failure = request.getAttribute(FAILURE);
        if (request.getDispatcherType() == DispatcherType.ASYNC && failure instanceof IOException thrown) {
            throw thrown;
        }
        AsyncContext context = request.startAsync();
        Thread thread = new Thread(() -> run(context, request, response), "app");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(AsyncContext context, HttpServletRequest request, HttpServletResponse response) {
        try {
            copy(request.getRequestURI(), response);
            context.complete();
        } catch (IOException e) {
            if (request.getPathInfo().startsWith("/told")) {
                tell(response);
                context.complete();
            } else {
                request.setAttribute(FAILURE, e);
                context.dispatch();
            }
        }
    }

    private static void tell(HttpServletResponse response) {
        try {
            response.sendError(503, "the service behind is gone");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(String path, HttpServletResponse response) throws IOException {
        HttpRequest ask = HttpRequest.newBuilder(URI.create(downstream + path)).build();
        try {
            HttpResponse<byte[]> answer = client.send(ask, HttpResponse.BodyHandlers.ofByteArray());
            response.setStatus(answer.statusCode());
            response.getOutputStream().write(answer.body());
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
