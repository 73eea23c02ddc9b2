package io.breakwater.contract;

import java.net.URI;

/** A real servlet container that serves one app, once. Closing it ends its threads, stuck ones within a second or so. */
public interface ContainerUnderTest extends AutoCloseable {
    /** Name and version, for test names and messages. */
    String name();

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @return {@code http://127.0.0.1:port} and the app's context path, without a slash at the end
     */
    URI start(GuardedApp app);

    @Override
    void close();
}
