package io.breakwater.undertow;

import io.breakwater.contract.AsyncContracts;
import io.breakwater.contract.ContainerUnderTest;

/** What the guard promises to asynchronous apps, on Undertow. */
final class UndertowAsyncTest extends AsyncContracts {
    @Override
    protected ContainerUnderTest newContainer() {
        return new UndertowContainer();
    }
}
