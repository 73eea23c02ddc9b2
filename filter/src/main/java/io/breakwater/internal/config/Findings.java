package io.breakwater.internal.config;

import io.breakwater.config.Problem;
import java.util.List;

/**
 * What is wrong, and what is odd. Immutable.
 *
 * <p>Internal between rooms: not for use outside Breakwater.
 *
 * @param problems what stops the start
 * @param warnings what does not, and is not as somebody meant it; a line each
 */
public record Findings(List<Problem> problems, List<String> warnings) {
    public Findings {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
