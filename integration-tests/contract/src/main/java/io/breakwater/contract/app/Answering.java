package io.breakwater.contract.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers each path as it was told to, until the request says that its downstream is not there. */
public final class Answering implements Subject {

    /** The request header that makes the downstream refuse. */
    public static final String DOWN = "X-Down";

    private final Map<String, Subject> byPath = new ConcurrentHashMap<>();

    /** Answers a path so from now on. */
    public Answering on(String path, Subject subject) {
        byPath.put(path, subject);
        return this;
    }

    /** The same with a status, header lines like {@code Name: value}, and {@code body} for a body. */
    public Answering on(String path, int status, String... lines) {
        return on(path, (request, response) -> {
            response.setStatus(status);
            for (String line : lines) {
                String[] header = line.split(":", 2);
                response.addHeader(header[0].strip(), header[1].strip());
            }
            response.getOutputStream().print("body");
        });
    }

    @Override
    public void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        if (request.getHeader(DOWN) != null) {
            throw new ConnectException("Connection refused");
        }
        byPath.getOrDefault(request.getRequestURI(), Failing.not("body")).serve(request, response);
    }
}
