package io.breakwater.contract;

import java.net.URI;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * A real servlet container that serves one app, and others beside it that come and go. Closing it ends its threads, stuck
 * ones within a second or so.
 *
 * <p>A container's module names its class as a service, and runs the contract on it.
 */
public interface ContainerUnderTest extends AutoCloseable {
    /**
     * The container of the module whose tests run, not started yet; a new one with each call.
     *
     * @throws IllegalStateException when the class path names none
     */
    static ContainerUnderTest ofModule() {
        return ServiceLoader.load(ContainerUnderTest.class, ContainerUnderTest.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no META-INF/services/" + ContainerUnderTest.class.getName() + " on the class path"));
    }

    /** Name and version, for test names and messages. */
    String name();

    /**
     * Starts it on a free port of 127.0.0.1.
     *
     * @return {@code http://127.0.0.1:port} and the app's context path, without a slash at the end
     */
    URI start(GuardedApp app);

    /**
     * Puts another app into the running container, as a deployer would.
     *
     * @param app with a context path of its own
     * @param loader the web app's class loader
     */
    Deployed deploy(GuardedApp app, ClassLoader loader);

    /** Where it deviates, and why; where it does not, the contract holds to the letter. */
    default Map<Deviation, String> deviations() {
        return Map.of();
    }

    @Override
    void close();

    /** An app in a running container; closing it takes it out, and waits no longer than the container does. */
    interface Deployed extends AutoCloseable {
        @Override
        void close();
    }
}
