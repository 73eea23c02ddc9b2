package io.breakwater.contract.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Asks its downstream over a classic socket without any time-out: while that is silent, its thread sits in a read that no
 * interrupt ends. Once the downstream closes the connection it answers with what came.
 */
public final class StuckServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final URI downstream;

    /** One that asks that downstream. */
    public StuckServlet(URI downstream) {
        this.downstream = downstream;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (Socket socket = new Socket(downstream.getHost(), downstream.getPort())) {
            String ask =
                    "GET " + request.getRequestURI() + " HTTP/1.1\r\nHost: downstream\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(ask.getBytes(StandardCharsets.ISO_8859_1));
            byte[] answer = socket.getInputStream().readAllBytes();
            // An interrupt that came meanwhile would end the container's own writing on some.
            Thread.interrupted();
            response.setContentType("text/plain");
            response.getOutputStream().write(answer);
        }
    }
}
