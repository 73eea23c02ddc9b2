package io.breakwater.promises;

import io.breakwater.contract.Section;
import java.util.Set;

/** In what way a promise was put to the test. */
enum Mode {
    BLOCKING("Blocking servlets"),
    ASYNC("Asynchronous servlets"),
    VIRTUAL_THREADS("Virtual threads, on the newest JDK found"),
    HTTP_2("HTTP/2 in the clear");

    private static final Set<String> WITHOUT_OTHER_MODES = Set.of("undertow");

    /** Those whose executors of virtual threads are also those of a newer version, which is put to the test. */
    private static final Set<String> LIKE_A_NEWER = Set.of("jetty12", "tomcat10");

    private final String title;

    Mode(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** That of a contract's tests, which on virtual threads are in one table whatever the servlet. */
    static Mode of(Section section, boolean virtualThreads) {
        if (virtualThreads) {
            return VIRTUAL_THREADS;
        }
        return switch (section) {
            case BLOCKING -> BLOCKING;
            case ASYNC -> ASYNC;
            case HTTP_2 -> HTTP_2;
        };
    }

    /** Why nothing is shown there. */
    String reasonForNothing(String module) {
        boolean other = WITHOUT_OTHER_MODES.contains(module);
        return switch (this) {
            case BLOCKING -> "no test of it ran";
            case ASYNC -> "the same code sees to it whatever the servlet; shown for blocking ones";
            case VIRTUAL_THREADS ->
                other
                        ? "Undertow has no executor of virtual threads"
                        : LIKE_A_NEWER.contains(module)
                                ? "shown on the newer version, which runs virtual threads in the same way; with"
                                        + " `-Dvirtual-threads.left-out=none` here, too"
                                : "no JDK with virtual threads was found";
            case HTTP_2 ->
                other
                        ? "put to the test over HTTP/1.1 only; this module's adapter speaks no HTTP/2"
                        : "put to the test over HTTP/1.1 only";
        };
    }
}
