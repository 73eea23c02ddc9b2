package io.breakwater.contract;

import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Header;
import java.util.Locale;
import java.util.Set;

/** All that a client can see of an answer, as text to be compared, but for what differs by nature. */
public final class VisibleResponse {
    /** Jetty closes a connection whose request has a body that has not come yet, which is a matter of luck. */
    private static final Set<String> NOT_COMPARED = Set.of("x-request-id", "date", "connection");

    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

    /** More than anybody wants to read in a message. */
    private static final int LONG = 1000;

    private VisibleResponse() {}

    /** With the framing or, where that differs by nature too, without. */
    public static String of(RawResponse seen, boolean framed) {
        return of(seen, framed, seen.body().utf8());
    }

    /** With {@code body} for what its body says. */
    public static String of(RawResponse seen, boolean framed, String body) {
        StringBuilder outside = new StringBuilder(seen.statusLine() + "\n");
        for (Header header : seen.headers().fields()) {
            String lower = header.name().toLowerCase(Locale.ROOT);
            if (!NOT_COMPARED.contains(lower) && (framed || !FRAMING.contains(lower))) {
                outside.append(header.name())
                        .append(": ")
                        .append(header.value())
                        .append("\n");
            }
        }
        outside.append(framed ? seen.framing() : "").append(seen.ending()).append("\n");
        outside.append(body.length() > LONG ? body.length() + " characters #" + body.hashCode() : body);
        return outside.toString();
    }
}
