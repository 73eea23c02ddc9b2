package io.breakwater.tomcat;

import io.breakwater.contract.VirtualThreadsContract;
import java.util.List;

/** All of it on virtual threads, on Tomcat. */
final class TomcatVirtualThreadsTest extends VirtualThreadsContract {
    @Override
    protected List<Class<?>> contracts() {
        return List.of(TomcatBlockingTest.class, TomcatAsyncTest.class);
    }
}
