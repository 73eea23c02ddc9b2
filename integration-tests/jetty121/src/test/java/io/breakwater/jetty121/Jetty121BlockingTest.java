package io.breakwater.jetty121;

import io.breakwater.contract.BlockingContracts;
import io.breakwater.contract.ContainerUnderTest;

/** What the guard promises to apps that block, on Jetty 12.1. */
final class Jetty121BlockingTest extends BlockingContracts {
    @Override
    protected ContainerUnderTest newContainer() {
        return new Jetty121Container();
    }
}
