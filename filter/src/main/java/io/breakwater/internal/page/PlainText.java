package io.breakwater.internal.page;

import io.breakwater.internal.page.LocalizedMessages.Sent;
import io.breakwater.page.PageModel;
import io.breakwater.page.RenderedPage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;

/** The page in plain text, for a terminal: a few short lines. Thread-safe. */
final class PlainText {

    private static final String CONTENT_TYPE = "text/plain;charset=utf-8";

    private final boolean details;

    PlainText(boolean details) {
        this.details = details;
    }

    RenderedPage render(PageModel model, LocalizedMessages localized) {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add(model.status() + " " + localized.title(model.fault(), model.status()))
                .add("");
        lines.add(localized.happened(model.fault()));
        localized.maintenanceSentence(model).map(Escape::line).ifPresent(lines::add);
        localized.end(model).ifPresent(end -> lines.add(label(localized, "until") + end.text()));
        localized.sent(Sent.of(model)).ifPresent(lines::add);
        lines.add(localized.retry(model)).add("");
        lines.add(label(localized, "reference") + Escape.line(model.correlationId()));
        lines.add(label(localized, "time") + localized.moment(model.time()).text());
        if (details && model.fault().isPresent()) {
            lines.add("");
            lines.add("Fault: " + model.fault().get().token());
            lines.add("What to check: " + model.fault().get().operatorSentence());
            CauseDetails.describe(model).ifPresent(cause -> lines.add("Cause: " + Escape.line(cause)));
        }
        return new RenderedPage(CONTENT_TYPE, lines.toString().getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    private static String label(LocalizedMessages localized, String name) {
        return localized.messages().text("label." + name) + ": ";
    }
}
