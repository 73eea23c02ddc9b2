package io.breakwater.jetty12;

import io.breakwater.contract.AsyncContracts;
import io.breakwater.contract.ContainerUnderTest;

/** What the guard promises to asynchronous apps, on Jetty 12.0. */
final class Jetty12AsyncTest extends AsyncContracts {
    @Override
    protected ContainerUnderTest newContainer() {
        return new Jetty12Container();
    }
}
