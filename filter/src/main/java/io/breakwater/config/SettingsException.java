package io.breakwater.config;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown when the settings cannot be used. Lists all problems at once, so that one start shows them all. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Keeps a file of another kind from filling the log. */
    private static final int MOST_TOLD = 50;

    private final transient List<Problem> problems;

    public SettingsException(List<Problem> problems) {
        super(telling(problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * For problems that show only when the settings are used.
     *
     * @param problems at least one
     */
    public SettingsException(List<Problem> problems, Throwable cause) {
        super(telling(problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems as a text for people. */
    public static String telling(List<Problem> problems) {
        return problems.stream()
                .limit(MOST_TOLD)
                .map(String::valueOf)
                .collect(Collectors.joining(
                        "\n  - ",
                        "Breakwater's settings have "
                                + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                                + ":\n  - ",
                        problems.size() > MOST_TOLD ? "\n  - and " + (problems.size() - MOST_TOLD) + " more" : ""));
    }

    /** Returns every problem, in the order of the sources; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
