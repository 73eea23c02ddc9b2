package io.breakwater.internal.page;

import io.breakwater.internal.fault.CauseChain;
import io.breakwater.internal.log.PrintableText;
import io.breakwater.page.PageModel;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes an exception in one line, for {@code page.details}: every class in the cause chain with its message. */
final class CauseDetails {

    private static final int MAX_DEPTH = 5;
    private static final int MAX_MESSAGE = 500;

    private CauseDetails() {}

    static Optional<String> describe(PageModel model) {
        return model.cause().map(CauseDetails::describe);
    }

    private static String describe(Throwable thrown) {
        return CauseChain.of(thrown).stream()
                .limit(MAX_DEPTH)
                .map(CauseDetails::describeOne)
                .collect(Collectors.joining("; caused by "));
    }

    private static String describeOne(Throwable thrown) {
        String name = thrown.getClass().getName();
        String message = message(thrown);
        return message == null || message.isBlank()
                ? name
                : name + ": " + PrintableText.shortened(message, MAX_MESSAGE);
    }

    private static @Nullable String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (RuntimeException e) {
            // The exception is not ours; a page without the message is better than no page.
            return null;
        }
    }
}
