package io.breakwater.tomcat;

import io.breakwater.contract.AsyncContracts;
import io.breakwater.contract.ContainerUnderTest;

/** What the guard promises to asynchronous apps, on Tomcat. */
final class TomcatAsyncTest extends AsyncContracts {
    @Override
    protected ContainerUnderTest newContainer() {
        return new TomcatContainer();
    }
}
