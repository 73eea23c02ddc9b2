package io.breakwater.internal.page;

import io.breakwater.fault.Fault;
import io.breakwater.internal.page.LocalizedMessages.Sent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The template variables that depend on the fault, the status and the kind of request. Empty means false, as in {@code
 * {{#slow}}}.
 */
final class VariantVariables {

    static final String LONG_WORD = "longWord";

    static final Set<String> NAMES = Set.of(
            "status",
            "title",
            "happened",
            "state",
            "sent",
            "resend",
            "tryAgain",
            "broken",
            "slow",
            "paused",
            "planned",
            LONG_WORD,
            "fault",
            "operator");

    private static final String YES = "yes";
    private static final String NO = "";

    private VariantVariables() {}

    static Map<String, String> of(
            Optional<Fault> fault, int status, Sent sent, boolean repeatable, LocalizedMessages localized) {
        boolean slow = status == 504;
        boolean planned = fault.isEmpty();
        boolean paused = status == 503 && !planned;
        return Map.ofEntries(
                Map.entry("status", String.valueOf(status)),
                Map.entry("title", localized.title(fault, status)),
                Map.entry("happened", localized.happened(fault)),
                Map.entry("state", localized.state(fault, status)),
                Map.entry("sent", localized.sent(sent).orElse(NO)),
                Map.entry("resend", localized.resend(sent).orElse(NO)),
                Map.entry("tryAgain", repeatable ? localized.messages().text("label.tryAgain") : NO),
                Map.entry("broken", slow || paused || planned ? NO : YES),
                Map.entry("slow", slow ? YES : NO),
                Map.entry("paused", paused ? YES : NO),
                Map.entry("planned", planned ? YES : NO));
    }

    /** Returns the further variables of {@code page.details}. */
    static Map<String, String> details(Fault fault) {
        return Map.of("fault", fault.token(), "operator", fault.operatorSentence());
    }
}
