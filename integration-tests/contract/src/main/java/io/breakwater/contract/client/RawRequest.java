package io.breakwater.contract.client;

import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Header;
import io.breakwater.downstream.Headers;
import java.nio.charset.StandardCharsets;

/**
 * A request to be sent as it stands, with a {@code Host} in front. Immutable.
 *
 * @param method the method
 * @param target path and query
 * @param headers as given; a framing for the body is among them
 * @param body the bytes after the headers, as they go onto the wire
 */
public record RawRequest(String method, String target, Headers headers, Bytes body) {
    /** GET of that target. */
    public static RawRequest get(String target) {
        return new RawRequest("GET", target, Headers.none(), Bytes.none());
    }

    /** HEAD of that target. */
    public static RawRequest head(String target) {
        return new RawRequest("HEAD", target, Headers.none(), Bytes.none());
    }

    /** POST of that text, framed by Content-Length. */
    public static RawRequest post(String target, String text) {
        return of("POST", target, Bytes.utf8(text));
    }

    /** That method with that body, framed by Content-Length. */
    public static RawRequest of(String method, String target, Bytes body) {
        return new RawRequest(
                method, target, Headers.none().with("Content-Length", Integer.toString(body.length())), body);
    }

    /** With that header after those that are there. */
    public RawRequest with(String name, String value) {
        return new RawRequest(method, target, headers.with(name, value), body);
    }

    /** The same with another method. */
    public RawRequest withMethod(String newMethod) {
        return new RawRequest(newMethod, target, headers, body);
    }

    byte[] headBytes(String authority) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + authority + "\r\n");
        for (Header field : headers.fields()) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
