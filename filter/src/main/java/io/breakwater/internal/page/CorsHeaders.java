package io.breakwater.internal.page;

import io.breakwater.internal.config.PageSettings;
import org.jspecify.annotations.Nullable;

/**
 * Adds the CORS headers that let scripts of the configured origins read error responses, including correlation ID and
 * Retry-After: without CORS headers, a browser reports a network error to a script, whatever the response was. Immutable.
 */
final class CorsHeaders {

    private final PageSettings.Cors settings;
    private final String exposed;

    CorsHeaders(PageSettings.Cors settings, String correlationHeader) {
        this.settings = settings;
        this.exposed = correlationHeader + ", Retry-After, Proxy-Status";
    }

    /** Returns the response for a request of {@code origin}, null when the request has none. */
    ErrorResponse addTo(ErrorResponse response, @Nullable String origin) {
        if (settings.origins().isEmpty()) {
            return response;
        }
        // A cache must know that the response depends on the origin, also for a request without one.
        ErrorResponse varied = settings.isForAny() ? response : response.with("Vary", "Origin");
        if (origin == null || !settings.allows(origin)) {
            return varied;
        }
        ErrorResponse open = varied.with(
                        "Access-Control-Allow-Origin", settings.isForAny() ? PageSettings.Cors.ANY : origin)
                .with("Access-Control-Expose-Headers", exposed);
        return settings.credentials() ? open.with("Access-Control-Allow-Credentials", "true") : open;
    }
}
