package io.breakwater.jetty121;

import io.breakwater.contract.AsyncContracts;
import io.breakwater.contract.ContainerUnderTest;

/** What the guard promises to asynchronous apps, on Jetty 12.1. */
final class Jetty121AsyncTest extends AsyncContracts {
    @Override
    protected ContainerUnderTest newContainer() {
        return new Jetty121Container();
    }
}
