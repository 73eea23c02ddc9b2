package io.breakwater.jetty121;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.UnguardedContract;

final class Jetty121UnguardedTest extends UnguardedContract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new Jetty121Container();
    }
}
