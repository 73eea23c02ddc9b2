package io.breakwater.internal.exchange;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the app has said about the scripts of other origins that may read its answer (WHATWG Fetch, section 3.2.3): it holds for
 * the answer that takes its place, or the script would hear of a network error.
 */
final class IncludedPage {

    private static final String CORS = "access-control-";
    private static final String VARY = "Vary";
    private static final String ORIGIN = "Origin";

    private final List<Map.Entry<String, String>> said = new ArrayList<>();
    private final boolean varies;

    /** Before the response is reset. */
    IncludedPage(HttpServletResponse response) {
        for (String name : response.getHeaderNames()) {
            if (name.toLowerCase(Locale.ROOT).startsWith(CORS)) {
                response.getHeaders(name).forEach(value -> said.add(Map.entry(name, value)));
            }
        }
        this.varies = !said.isEmpty() && response.getHeaders(VARY).stream().anyMatch(value -> value.contains(ORIGIN));
    }

    /** After it, where outer filters have not said the same. */
    void putBack(HttpServletResponse response) {
        for (Map.Entry<String, String> header : said) {
            if (!response.getHeaders(header.getKey()).contains(header.getValue())) {
                response.addHeader(header.getKey(), header.getValue());
            }
        }
        if (varies && response.getHeaders(VARY).stream().noneMatch(value -> value.contains(ORIGIN))) {
            response.addHeader(VARY, ORIGIN);
        }
    }
}
