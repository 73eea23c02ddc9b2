package io.breakwater.tomcat;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.frameworks.FrameworksContract;

final class TomcatFrameworksTest extends FrameworksContract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new TomcatContainer();
    }
}
