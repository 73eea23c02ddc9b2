package io.breakwater.contract.app;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A blocking proxy over a bare socket. It passes the beginning of an upload on and waits a moment for an answer, as with
 * {@code Expect: 100-continue}; one that comes it passes on whole. Then it fails for the rest of the upload, as if it had
 * written on: Jetty's proxies do. It takes requests and answers that have a length.
 */
public final class StreamingProxy implements Subject {
    private static final int PIECE = 8 * 1024;
    private static final int PATIENCE_MILLIS = 1000;
    private static final String LENGTH = "Content-Length: ";

    private final URI downstream;

    /** One that passes every path on to that downstream. */
    public StreamingProxy(URI downstream) {
        this.downstream = downstream;
    }

    @Override
    public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (Socket socket = new Socket(downstream.getHost(), downstream.getPort())) {
            InputStream answer = new BufferedInputStream(socket.getInputStream());
            InputStream in = request.getInputStream();
            OutputStream out = socket.getOutputStream();
            String head = request.getMethod() + " " + request.getRequestURI() + " HTTP/1.1\r\nHost: downstream\r\n"
                    + LENGTH + request.getContentLengthLong() + "\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(in.readNBytes(PIECE));
            boolean early = isAnswered(socket, answer);
            if (!early) {
                in.transferTo(out);
            }
            passOn(answer, request.getRequestURI().endsWith("/chunked"), response);
            if (early) {
                throw new SocketException("Broken pipe");
            }
        }
    }

    private static boolean isAnswered(Socket socket, InputStream answer) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        answer.mark(1);
        try {
            return answer.read() >= 0;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            answer.reset();
            socket.setSoTimeout(0);
        }
    }

    private static void passOn(InputStream answer, boolean inChunks, HttpServletResponse response) throws IOException {
        response.setStatus(Integer.parseInt(line(answer).split(" ", 3)[1]));
        int length = 0;
        for (String line = line(answer); !line.isEmpty(); line = line(answer)) {
            if (line.startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()));
            } else if (!line.startsWith("Connection:")) {
                String[] field = line.split(": ", 2);
                response.setHeader(field[0], field[1]);
            }
        }
        if (!inChunks) {
            response.setContentLength(length);
        }
        ServletOutputStream out = response.getOutputStream();
        out.write(answer.readNBytes(length));
        // Its last byte, or its last chunk, is out.
        out.close();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
