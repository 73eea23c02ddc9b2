package io.breakwater.jetty12;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.frameworks.FrameworksContract;

final class Jetty12FrameworksTest extends FrameworksContract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new Jetty12Container();
    }
}
