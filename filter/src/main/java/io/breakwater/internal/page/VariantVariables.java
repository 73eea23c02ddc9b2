package io.breakwater.internal.page;

import io.breakwater.fault.Fault;
import io.breakwater.internal.page.LocalizedMessages.Sent;
import java.util.Map;
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
            LONG_WORD,
            "fault",
            "operator");

    private static final String YES = "yes";
    private static final String NO = "";

    private VariantVariables() {}

    static Map<String, String> of(Fault fault, int status, Sent sent, boolean repeatable, LocalizedMessages localized) {
        boolean slow = status == 504;
        boolean paused = status == 503;
        return Map.of(
                "status", String.valueOf(status),
                "title", localized.title(fault, status),
                "happened", localized.happened(fault),
                "state", localized.state(fault, status),
                "sent", localized.sent(sent).orElse(NO),
                "resend", localized.resend(sent).orElse(NO),
                "tryAgain", repeatable ? localized.messages().text("label.tryAgain") : NO,
                "broken", slow || paused ? NO : YES,
                "slow", slow ? YES : NO,
                "paused", paused ? YES : NO);
    }

    /** Returns the further variables of {@code page.details}. */
    static Map<String, String> details(Fault fault) {
        return Map.of("fault", fault.token(), "operator", fault.operatorSentence());
    }
}
