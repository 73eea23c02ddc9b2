package io.breakwater.jetty12;

import io.breakwater.contract.BlockingContracts;
import io.breakwater.contract.ContainerUnderTest;

/** What the guard promises to apps that block, on Jetty 12.0. */
final class Jetty12BlockingTest extends BlockingContracts {
    @Override
    protected ContainerUnderTest newContainer() {
        return new Jetty12Container();
    }
}
