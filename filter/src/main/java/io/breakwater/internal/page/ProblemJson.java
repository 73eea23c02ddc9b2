package io.breakwater.internal.page;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.RetryAfterHeader;
import io.breakwater.internal.page.LocalizedMessages.Sent;
import io.breakwater.page.PageModel;
import io.breakwater.page.RenderedPage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page for an API client: problem details (RFC 9457) with the extension members {@code fault}, {@code correlationId} and
 * {@code retryAfter} (seconds), and {@code operator} and {@code cause} if details are enabled; for a planned break, {@code maintenance} and
 * {@code until} in place of the fault. Thread-safe.
 */
final class ProblemJson {

    static final String CONTENT_TYPE = "application/problem+json";

    private static final String MAINTENANCE = "urn:breakwater:maintenance";

    private final boolean details;

    ProblemJson(boolean details) {
        this.details = details;
    }

    RenderedPage render(PageModel model, LocalizedMessages localized) {
        Optional<Fault> fault = model.fault();
        String more = Stream.of(localized.maintenanceSentence(model), localized.sent(Sent.of(model)))
                .flatMap(Optional::stream)
                .map(words -> " " + words)
                .collect(Collectors.joining());
        JsonObject json = new JsonObject()
                .text(
                        "type",
                        fault.map(known -> "urn:breakwater:fault:" + known.token())
                                .orElse(MAINTENANCE))
                // Not by the model's status, because RFC 9457, section 3.1.3 requires one title for each type.
                .text("title", localized.title(fault, fault.map(Fault::status).orElse(model.status())))
                .number("status", model.status())
                .text("detail", localized.happened(fault) + more);
        // "*" and a URI in absolute form are no paths.
        if (model.path().startsWith("/")) {
            json.text("instance", Escape.path(model.path()));
        }
        fault.ifPresent(known -> json.text("fault", known.token()));
        model.maintenance().ifPresent(planned -> {
            json.bool("maintenance", true);
            planned.until().ifPresent(until -> json.text("until", until.toString()));
        });
        json.text("correlationId", model.correlationId());
        model.retryAfter().ifPresent(after -> json.number("retryAfter", RetryAfterHeader.seconds(after)));
        if (details && fault.isPresent()) {
            json.text("operator", fault.get().operatorSentence());
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

        JsonObject bool(String name, boolean value) {
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
