package io.breakwater.tomcat;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.Http2Contract;

/** What the guard promises, over HTTP/2 on Tomcat. */
final class TomcatHttp2Test extends Http2Contract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new TomcatContainer();
    }
}
