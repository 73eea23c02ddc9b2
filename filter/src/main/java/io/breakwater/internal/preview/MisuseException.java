package io.breakwater.internal.preview;

import io.breakwater.internal.config.Suggestions;
import java.util.Collection;

/** Thrown when a command was called wrongly. The message says what is wrong and what is allowed. */
final class MisuseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MisuseException(String message) {
        super(message);
    }

    /**
     * Somebody has named what there is not.
     *
     * @param option what it was named with, in its place in the sentence
     */
    static MisuseException unknown(String option, String value, Collection<String> allowed) {
        return new MisuseException(option + " " + value + " is not there; allowed: " + String.join(", ", allowed)
                + Suggestions.nearest(value, allowed)
                        .map(near -> "\ndid you mean " + near + "?")
                        .orElse(""));
    }
}
