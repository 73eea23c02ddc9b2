package io.breakwater.contract.frameworks;

import io.breakwater.contract.corpus.CorpusContract;
import io.breakwater.contract.corpus.Program;
import java.util.List;
import java.util.stream.Stream;

/** Jersey and Spring MVC fail behind the guard, and under its eyes, as they fail alone. */
public class FrameworksContract extends CorpusContract {
    @Override
    protected final List<Program> programs() {
        return Stream.of(JerseyPrograms.all(), SpringPrograms.all())
                .flatMap(List::stream)
                .toList();
    }
}
