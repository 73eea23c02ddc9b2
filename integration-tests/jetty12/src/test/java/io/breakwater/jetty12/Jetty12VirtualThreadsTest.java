package io.breakwater.jetty12;

import io.breakwater.contract.VirtualThreadsContract;
import java.util.List;

/** All of it on virtual threads, on Jetty 12.0. */
final class Jetty12VirtualThreadsTest extends VirtualThreadsContract {
    @Override
    protected List<Class<?>> contracts() {
        return List.of(Jetty12BlockingTest.class, Jetty12AsyncTest.class);
    }
}
