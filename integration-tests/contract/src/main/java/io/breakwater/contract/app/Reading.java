package io.breakwater.contract.app;

import io.breakwater.contract.client.RawRequest;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** The ways in which an app takes what the client sends. */
public enum Reading {
    /** By the stream. */
    BODY,
    /** By the reader. */
    READER,
    /** By a parameter of a form, which the container reads. */
    FORM,
    /** By a part of a multipart form, which the container reads. */
    PARTS;

    private static final String FIELD = "name";
    private static final String BOUNDARY = "breakwater";

    /** Reads it to its end. */
    public String from(HttpServletRequest request) throws IOException, ServletException {
        return switch (this) {
            case BODY -> new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            case READER -> {
                StringWriter all = new StringWriter();
                request.getReader().transferTo(all);
                yield all.toString();
            }
            case FORM -> String.valueOf(request.getParameter(FIELD));
            case PARTS -> new String(request.getPart(FIELD).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        };
    }

    /** A request that brings that text for this way of reading. */
    public RawRequest post(String target, String text) {
        return switch (this) {
            case BODY, READER -> RawRequest.post(target, text).with("Content-Type", "text/plain;charset=utf-8");
            case FORM ->
                RawRequest.post(target, FIELD + "=" + text).with("Content-Type", "application/x-www-form-urlencoded");
            case PARTS ->
                RawRequest.post(target, multipart(text))
                        .with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        };
    }

    private static String multipart(String text) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + FIELD + "\"\r\n\r\n" + text + "\r\n--"
                + BOUNDARY + "--\r\n";
    }
}
