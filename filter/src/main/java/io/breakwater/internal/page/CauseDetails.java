package io.breakwater.internal.page;

import io.breakwater.page.PageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An exception in one line, for {@code page.details}: every class in the cause chain with its message. */
final class CauseDetails {

    private static final int MAX_DEPTH = 5;
    private static final int MAX_MESSAGE = 500;

    private CauseDetails() {}

    static Optional<String> describe(PageModel model) {
        return model.cause().map(CauseDetails::describe);
    }

    private static String describe(Throwable thrown) {
        List<String> chain = new ArrayList<>();
        @Nullable Throwable next = thrown;
        while (next != null && chain.size() < MAX_DEPTH) {
            chain.add(describeOne(next));
            next = next.getCause();
        }
        return String.join("; caused by ", chain);
    }

    private static String describeOne(Throwable thrown) {
        String name = thrown.getClass().getName();
        String message = message(thrown);
        if (message == null || message.isBlank()) {
            return name;
        }
        return name + ": " + (message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message);
    }

    private static @Nullable String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (RuntimeException e) {
            // Someone else's code, and to know the class is better than to lose the page.
            return null;
        }
    }
}
