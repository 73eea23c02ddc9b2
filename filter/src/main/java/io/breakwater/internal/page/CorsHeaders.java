package io.breakwater.internal.page;

import io.breakwater.internal.config.PageSettings;
import org.jspecify.annotations.Nullable;

/**
 * Lets scripts of the origins that the settings name read our answers, correlation id and Retry-After included: without a word
 * of CORS a browser tells its script of a network error, whatever the answer was. Immutable.
 */
final class CorsHeaders {

    private final PageSettings.Cors settings;
    private final String exposed;

    CorsHeaders(PageSettings.Cors settings, String correlationHeader) {
        this.settings = settings;
        this.exposed = correlationHeader + ", Retry-After, Proxy-Status";
    }

    /** The answer for a request of that origin; null when it names none. */
    ErrorResponse addTo(ErrorResponse answer, @Nullable String origin) {
        if (settings.origins().isEmpty()) {
            return answer;
        }
        // A cache must know that the answer would be another one for others, also where nobody has asked.
        ErrorResponse varied = settings.isForAny() ? answer : answer.with("Vary", "Origin");
        if (origin == null || !settings.allows(origin)) {
            return varied;
        }
        ErrorResponse open = varied.with(
                        "Access-Control-Allow-Origin", settings.isForAny() ? PageSettings.Cors.ANY : origin)
                .with("Access-Control-Expose-Headers", exposed);
        return settings.credentials() ? open.with("Access-Control-Allow-Credentials", "true") : open;
    }
}
