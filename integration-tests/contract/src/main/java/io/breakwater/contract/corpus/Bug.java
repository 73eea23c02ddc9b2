package io.breakwater.contract.corpus;

import io.breakwater.contract.app.Subject;

/** An app's own exception, without a stack: a container's page shows it, and behind a filter it is longer. */
final class Bug extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Bug() {
        super("a bug", null, false, false);
    }

    /** The same of whatever that throws. */
    static Subject stackless(Subject subject) {
        return (request, response) -> {
            try {
                subject.serve(request, response);
            } catch (RuntimeException e) {
                throw bare(e);
            }
        };
    }

    /** The same of any other exception. */
    static <T extends Throwable> T bare(T thrown) {
        thrown.setStackTrace(new StackTraceElement[0]);
        return thrown;
    }
}
