package io.breakwater.tomcat;

import io.breakwater.contract.BlockingContracts;
import io.breakwater.contract.ContainerUnderTest;

/** What the guard promises to apps that block, on Tomcat. */
final class TomcatBlockingTest extends BlockingContracts {
    @Override
    protected ContainerUnderTest newContainer() {
        return new TomcatContainer();
    }
}
