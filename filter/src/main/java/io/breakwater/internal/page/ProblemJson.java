package io.breakwater.internal.page;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.RetryAfterHeader;
import io.breakwater.internal.page.LocalizedMessages.Sent;
import io.breakwater.page.PageModel;
import io.breakwater.page.RenderedPage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The page for an API client: problem details (RFC 9457) with the extension members {@code fault}, {@code correlationId} and
 * {@code retryAfter} (seconds), and {@code operator} and {@code cause} if details are enabled. Thread-safe.
 */
final class ProblemJson {

    static final String CONTENT_TYPE = "application/problem+json";

    private final boolean details;

    ProblemJson(boolean details) {
        this.details = details;
    }

    RenderedPage render(PageModel model, LocalizedMessages localized) {
        Fault fault = model.fault();
        String sent = localized.sent(Sent.of(model)).map(words -> " " + words).orElse("");
        JsonObject json = new JsonObject()
                .text("type", "urn:breakwater:fault:" + fault.token())
                // Not by the model's status, because RFC 9457, section 3.1.3 requires one title for each type.
                .text("title", localized.title(fault, fault.status()))
                .number("status", model.status())
                .text("detail", localized.happened(fault) + sent);
        // "*" and a URI in absolute form are no paths.
        if (model.path().startsWith("/")) {
            json.text("instance", Escape.path(model.path()));
        }
        json.text("fault", fault.token()).text("correlationId", model.correlationId());
        model.retryAfter().ifPresent(after -> json.number("retryAfter", RetryAfterHeader.seconds(after)));
        if (details) {
            json.text("operator", fault.operatorSentence());
            CauseDetails.describe(model).ifPresent(cause -> json.text("cause", cause));
        }
        return new RenderedPage(CONTENT_TYPE, json.bytes(), Optional.empty());
    }

    /** Builds a JSON object whose names need no escaping. */
    private static final class JsonObject {

        private final StringBuilder out = new StringBuilder(512).append('{');

        JsonObject text(String name, String value) {
            name(name).append('"').append(Escape.json(value)).append('"');
            return this;
        }

        JsonObject number(String name, long value) {
            name(name).append(value);
            return this;
        }

        private StringBuilder name(String name) {
            return out.append(out.length() > 1 ? "," : "")
                    .append('"')
                    .append(name)
                    .append("\":");
        }

        byte[] bytes() {
            return out.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
