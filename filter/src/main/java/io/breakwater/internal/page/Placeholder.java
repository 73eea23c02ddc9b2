package io.breakwater.internal.page;

import io.breakwater.internal.fault.RetryAfterHeader;
import io.breakwater.internal.page.LocalizedMessages.Moment;
import io.breakwater.page.PageModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The template variables whose values differ between requests, even when everything else is equal. */
enum Placeholder {
    CORRELATION_ID('\uFDD0', "correlationId"),
    TIME('\uFDD1', "time"),
    TIME_TEXT('\uFDD2', "timeText"),
    RETRY('\uFDD3', "retry"),
    RETRY_SECONDS('\uFDD4', "retrySeconds"),
    METHOD('\uFDD5', "method"),
    PATH('\uFDD6', "path"),
    DOWNSTREAM('\uFDD7', "downstream"),
    ROUTE('\uFDD8', "route"),
    RECEIVED_STATUS('\uFDD9', "receivedStatus"),
    CAUSE('\uFDDA', "cause"),
    REFERENCE('\uFDDB', "reference"),
    SERVICE('\uFDDC', "service"),
    REFERENCE_IN_GROUPS('\uFDDD', "referenceInGroups"),
    UNTIL('\uFDDE', "until"),
    UNTIL_TEXT('\uFDDF', "untilText"),
    MAINTENANCE_SENTENCE('\uFDE0', "maintenanceSentence");

    static final List<Placeholder> ALL = List.of(values());

    private final char mark;
    private final String variable;

    Placeholder(char mark, String variable) {
        this.mark = mark;
        this.variable = variable;
    }

    /** Returns the character that stands for the value in a page that is not filled yet. */
    char mark() {
        return mark;
    }

    String variable() {
        return variable;
    }

    /** Returns the index among all placeholders. */
    int index() {
        return mark - '\uFDD0';
    }

    /** Returns the unescaped values of all placeholders by index; empty for a placeholder without a value. */
    static String[] values(PageModel model, LocalizedMessages localized, boolean details) {
        String[] values = new String[ALL.size()];
        for (Placeholder placeholder : ALL) {
            values[placeholder.index()] = placeholder.value(model, localized, details);
        }
        return values;
    }

    /** Whether it comes as elements, and not as text. */
    boolean isMarkup() {
        return this == REFERENCE_IN_GROUPS;
    }

    /** Returns a value of this placeholder, escaped for HTML. */
    byte[] html(String value) {
        String html = isMarkup() ? CorrelationIdMarkup.html(value) : Escape.html(value);
        return html.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the placeholder that {@code c} marks; empty when it marks none. */
    static Optional<Placeholder> markedBy(char c) {
        return ALL.stream().filter(placeholder -> placeholder.mark == c).findAny();
    }

    private String value(PageModel model, LocalizedMessages localized, boolean details) {
        return switch (this) {
            case CORRELATION_ID, REFERENCE, REFERENCE_IN_GROUPS -> model.correlationId();
            case TIME -> localized.moment(model.time()).iso();
            case TIME_TEXT -> localized.moment(model.time()).text();
            case RETRY -> localized.retry(model);
            case RETRY_SECONDS ->
                model.retryAfter()
                        .map(after -> String.valueOf(RetryAfterHeader.seconds(after)))
                        .orElse("");
            case UNTIL -> localized.end(model).map(Moment::iso).orElse("");
            case UNTIL_TEXT -> localized.end(model).map(Moment::text).orElse("");
            case MAINTENANCE_SENTENCE -> localized.maintenanceSentence(model).orElse("");
            case METHOD -> model.method();
            case PATH -> model.path();
            case DOWNSTREAM -> PublicName.of(model).orElse("");
            case SERVICE -> localized.service(model);
            case ROUTE -> details ? model.route() : "";
            case RECEIVED_STATUS ->
                details && model.receivedStatus().isPresent()
                        ? String.valueOf(model.receivedStatus().getAsInt())
                        : "";
            case CAUSE -> details ? CauseDetails.describe(model).orElse("") : "";
        };
    }
}
