package io.breakwater.jetty121;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.Http2Contract;

/** What the guard promises, over HTTP/2 on Jetty 12.1. */
final class Jetty121Http2Test extends Http2Contract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new Jetty121Container();
    }
}
