package io.breakwater.boot;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.corpus.CorpusContract;

final class BootCorpusTest extends CorpusContract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new BootContainer();
    }
}
