package io.breakwater.contract;

/** On which kind of threads the container is to serve. */
public final class ThreadsUnderTest {
    /** The system property that switches virtual threads on; what begins with {@code breakwater.} is a setting of the guard's. */
    public static final String VIRTUAL = "threads.virtual";

    private ThreadsUnderTest() {}

    /** Whether the containers of this run serve on virtual threads. */
    public static boolean areVirtual() {
        return Boolean.getBoolean(VIRTUAL);
    }
}
