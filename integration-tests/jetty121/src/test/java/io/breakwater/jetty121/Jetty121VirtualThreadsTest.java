package io.breakwater.jetty121;

import io.breakwater.contract.VirtualThreadsContract;
import java.util.List;

/** All of it on virtual threads, on Jetty 12.1. */
final class Jetty121VirtualThreadsTest extends VirtualThreadsContract {
    @Override
    protected List<Class<?>> contracts() {
        return List.of(Jetty121BlockingTest.class, Jetty121AsyncTest.class);
    }
}
