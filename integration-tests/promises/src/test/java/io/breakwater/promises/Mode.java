package io.breakwater.promises;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** In what way a promise was put to the test. */
enum Mode {
    BLOCKING("Blocking servlets") {
        @Override
        Optional<String> promise(String type, String method, boolean virtualThreads) {
            return virtualThreads ? Optional.empty() : nested(type, "BlockingContracts$");
        }
    },
    ASYNC("Asynchronous servlets") {
        @Override
        Optional<String> promise(String type, String method, boolean virtualThreads) {
            return virtualThreads ? Optional.empty() : nested(type, "AsyncContracts$");
        }
    },
    VIRTUAL_THREADS("Virtual threads, on the newest JDK found") {
        @Override
        Optional<String> promise(String type, String method, boolean virtualThreads) {
            return virtualThreads
                    ? nested(type, "BlockingContracts$").or(() -> nested(type, "AsyncContracts$"))
                    : Optional.empty();
        }
    },
    HTTP_2("HTTP/2 in the clear") {
        @Override
        Optional<String> promise(String type, String method, boolean virtualThreads) {
            String name = method.replace("()", "");
            if (virtualThreads) {
                return Optional.empty();
            }
            return type.endsWith("Http2Test")
                    ? Optional.of(BY_METHOD.getOrDefault(name, name))
                    : nested(type, "Http2Contract$");
        }
    };

    /** Tests over HTTP/2 are few, so they are in one class. */
    private static final Map<String, String> BY_METHOD = Map.of(
            "pageIsServedAtTheDeadlineWhileTheThreadIsStuck", "Deadline",
            "aFailedAttemptIsMended", "Retry",
            "whoComesTooManyIsRefused", "Permit",
            "anAnswerCutOffAfterItsStartIsAResetStream", "Truncation",
            "aStallIsAResetStreamAtTheIdleTimeoutAlthoughTheThreadIsStuck", "Truncation",
            "aClientThatResetsItsStreamIsGone", "ClientGone",
            "trailersPass", "Transparency");

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

    /** The promise that a test shows in this mode; empty when it is a test of another. */
    abstract Optional<String> promise(String type, String method, boolean virtualThreads);

    private static Optional<String> nested(String type, String outer) {
        int at = type.indexOf(outer);
        return at < 0 ? Optional.empty() : Optional.of(type.substring(at + outer.length()));
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
