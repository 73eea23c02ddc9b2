package io.breakwater.operations.console;

import io.breakwater.Breakwater;
import io.breakwater.operations.Operations;
import io.breakwater.operations.diagnosis.Diagnostics;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What the pages of one request are made of. Immutable.
 *
 * @param engine the engine
 * @param operations what is remembered of it
 * @param diagnostics what diagnoses its downstreams
 * @param base the path of the console, to which its links are relative
 * @param sign the value that a form bears, against forgery
 * @param now the time of the page
 */
record Console(
        Breakwater engine, Operations operations, Diagnostics diagnostics, String base, String sign, Instant now) {

    String searchFor(String correlationId) {
        return base + "/search?id=" + encoded(correlationId);
    }

    String route(String name) {
        return base + "/route?name=" + encoded(name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
