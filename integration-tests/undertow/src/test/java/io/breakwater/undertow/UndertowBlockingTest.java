package io.breakwater.undertow;

import io.breakwater.contract.BlockingContracts;
import io.breakwater.contract.ContainerUnderTest;

/** What the guard promises to apps that block, on Undertow. */
final class UndertowBlockingTest extends BlockingContracts {
    @Override
    protected ContainerUnderTest newContainer() {
        return new UndertowContainer();
    }
}
