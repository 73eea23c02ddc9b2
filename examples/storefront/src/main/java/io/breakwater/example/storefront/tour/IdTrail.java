package io.breakwater.example.storefront.tour;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a request's id was found; each place must have the one of the response header.
 *
 * @param header whether the response has one
 * @param body whether the page has the same; true when the body is not ours and need not
 * @param downstream whether all requests that reached the downstream have the same
 * @param log whether the log has it
 */
record IdTrail(boolean header, boolean body, boolean downstream, boolean log) {
    boolean unbroken() {
        return header && body && downstream && log;
    }

    /** The word for a table: where it is missing, or that it is everywhere. */
    @Override
    public String toString() {
        if (unbroken()) {
            return "found";
        }
        List<String> missing = new ArrayList<>();
        if (!header) {
            missing.add("header");
        }
        if (!body) {
            missing.add("body");
        }
        if (!downstream) {
            missing.add("downstream");
        }
        if (!log) {
            missing.add("log");
        }
        return "not in " + String.join(", ", missing);
    }
}
