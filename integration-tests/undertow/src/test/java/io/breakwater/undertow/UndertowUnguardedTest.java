package io.breakwater.undertow;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.UnguardedContract;

final class UndertowUnguardedTest extends UnguardedContract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new UndertowContainer();
    }
}
