package io.breakwater.boot;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.corpus.CorpusContract;
import io.breakwater.contract.corpus.Program;
import java.util.List;

final class BootCorpusTest extends CorpusContract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new BootContainer();
    }

    /** Boot's error page is a dispatch of its own, in which the others are not alike yet. */
    @Override
    protected List<Program> programs() {
        return programsWithoutErrors();
    }
}
