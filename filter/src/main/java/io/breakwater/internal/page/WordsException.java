package io.breakwater.internal.page;

import io.breakwater.config.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown when a file of the app's own messages cannot be used. Lists all problems. */
final class WordsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    WordsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}
