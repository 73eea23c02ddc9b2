package io.breakwater.jetty12;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.UnguardedContract;

final class Jetty12UnguardedTest extends UnguardedContract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new Jetty12Container();
    }
}
