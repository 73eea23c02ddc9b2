package io.breakwater.jetty12;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.Http2Contract;

/** What the guard promises, over HTTP/2 on Jetty 12.0. */
final class Jetty12Http2Test extends Http2Contract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new Jetty12Container();
    }
}
