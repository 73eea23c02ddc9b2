package io.breakwater.contract.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * A blocking proxy over the JDK's old client: no interrupt ends its reads, and a body that ends short of its promised length
 * is to it a body that ends. GET only. Each write is flushed, as by apps that stream.
 */
public final class UninterruptibleProxy implements Subject {
    private static final int BUFFER = 8 * 1024;

    private final URI downstream;

    /** One that passes every path on to that downstream. */
    public UninterruptibleProxy(URI downstream) {
        this.downstream = downstream;
    }

    @Override
    public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        URI target = URI.create(downstream + request.getRequestURI());
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        response.setStatus(connection.getResponseCode());
        response.setContentType(connection.getContentType());
        if (connection.getContentLengthLong() >= 0) {
            response.setContentLengthLong(connection.getContentLengthLong());
        }
        try (InputStream body = connection.getInputStream()) {
            byte[] buffer = new byte[BUFFER];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                response.getOutputStream().write(buffer, 0, count);
                response.flushBuffer();
            }
        }
    }
}
