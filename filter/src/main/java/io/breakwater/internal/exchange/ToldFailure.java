package io.breakwater.internal.exchange;

import io.breakwater.internal.log.Logs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What an app says its downstream has failed of, by an attribute of its request. */
final class ToldFailure {

    /** The request attribute by which an app says it; of one attempt. */
    static final String ATTRIBUTE = "io.breakwater.failure";

    private static final Logger LOG = Logs.of(ToldFailure.class);

    private ToldFailure() {}

    /** What the app says; null when it says nothing that can be read, of which a WARN tells. */
    static @Nullable Throwable read(Object value, String correlationId) {
        if (value instanceof Throwable told) {
            return told;
        }
        LOG.warn(
                "the request attribute {} takes a Throwable and was given a {}; correlationId={}",
                ATTRIBUTE,
                value.getClass().getName(),
                correlationId);
        return null;
    }
}
