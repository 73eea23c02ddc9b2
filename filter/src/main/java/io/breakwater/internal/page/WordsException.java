package io.breakwater.internal.page;

import io.breakwater.config.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A file of the app's own words cannot be used. Names every problem at once. */
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
