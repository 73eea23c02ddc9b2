package io.breakwater.example.storefront.tour;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client got. Immutable.
 *
 * @param body as far as it came
 * @param form what kind of answer it is
 * @param millis until its end
 */
record Received(int status, HttpHeaders headers, String body, Form form, long millis) {
    private static final Pattern ID_ON_PAGE = Pattern.compile("id=\"reference\">([^<]+)<");
    private static final Pattern ID_IN_JSON = Pattern.compile("\"correlationId\": ?\"([^\"]+)\"");

    /** The kind of an answer, from the client's side. */
    enum Form {
        /** What the downstream wrote. */
        OWN,
        /** Our page for people. */
        PAGE,
        /** Our page for programs. */
        PROBLEM,
        /** It broke off, and the client could tell. */
        BROKEN
    }

    static Received whole(int status, HttpHeaders headers, String body, long millis) {
        String type = headers.firstValue("Content-Type").orElse("");
        Form form = Form.OWN;
        if (type.startsWith("text/html") && ID_ON_PAGE.matcher(body).find()) {
            form = Form.PAGE;
        } else if (type.startsWith("application/problem+json")) {
            form = Form.PROBLEM;
        }
        return new Received(status, headers, body, form, millis);
    }

    static Received broken(int status, HttpHeaders headers, long millis) {
        return new Received(status, headers, "", Form.BROKEN, millis);
    }

    /** The id in the response header. */
    Optional<String> id() {
        return headers.firstValue("X-Request-ID");
    }

    /** The id that a reader of the body finds; empty when the body is not ours. */
    Optional<String> idInBody() {
        Pattern place = form == Form.PAGE ? ID_ON_PAGE : ID_IN_JSON;
        Matcher matcher = place.matcher(body);
        return (form == Form.PAGE || form == Form.PROBLEM) && matcher.find()
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }
}
