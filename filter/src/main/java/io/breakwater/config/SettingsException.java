package io.breakwater.config;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used. Names every problem at once, so that nobody has to start the app once for each. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** So that a file of another kind does not fill the log. */
    private static final int MOST_TOLD = 50;

    private final transient List<Problem> problems;

    public SettingsException(List<Problem> problems) {
        super(telling(problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * For what comes to light only when the settings are put to use.
     *
     * @param problems at least one
     */
    public SettingsException(List<Problem> problems, Throwable cause) {
        super(telling(problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** What people read of such problems. */
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

    /** Every problem found, in the order of the sources; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
