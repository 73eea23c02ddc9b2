package io.breakwater.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a call throws, whatever it is. */
final class Thrown {

    /** A call that may throw anything. */
    @FunctionalInterface
    @SuppressWarnings("IllegalThrows")
    interface Call {
        void run() throws Throwable;
    }

    private Thrown() {}

    @SuppressWarnings("IllegalCatch") // whatever a client throws is what the test is about
    static Optional<Throwable> by(Call call) {
        try {
            call.run();
            return Optional.empty();
        } catch (Throwable thrown) {
            return Optional.of(thrown);
        }
    }

    /** Its classes and messages, the outermost first, for the message of a failed test. */
    static String chain(Throwable thrown) {
        List<String> links = new ArrayList<>();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            links.add(cause.getClass().getName() + "[" + cause.getMessage() + "]");
        }
        return String.join(" <- ", links);
    }
}
