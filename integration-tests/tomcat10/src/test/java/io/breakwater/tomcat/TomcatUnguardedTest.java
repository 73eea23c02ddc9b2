package io.breakwater.tomcat;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.UnguardedContract;

final class TomcatUnguardedTest extends UnguardedContract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new TomcatContainer();
    }
}
