package io.breakwater.internal.wrapper;

import java.util.List;

/**
 * Where an app's code was when it read to the end of the request's body, so that an exception from there is known to be about
 * that body: a cut gzip stream or a short record throws {@link java.io.EOFException} just as a downstream's does. Immutable.
 */
public final class ReadingPlace {

    /** The JDK's readers, which an app puts around a stream. */
    private static final List<String> READERS = List.of("java.io.", "java.util.zip.");

    /** Enough to tell one use of a helper from another. */
    private static final int APP_FRAMES = 3;

    private static final int MAX_FRAMES = 24;
    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final String OURS = ReadingPlace.class.getPackageName() + ".";

    /** Who called us, innermost first. */
    private final List<StackWalker.StackFrame> callers;

    private ReadingPlace(List<StackWalker.StackFrame> callers) {
        this.callers = callers;
    }

    /** The place from which the request's body is being read. */
    static ReadingPlace here() {
        return new ReadingPlace(WALKER.walk(
                frames -> frames.dropWhile(frame -> frame.getClassName().startsWith(OURS))
                        .limit(MAX_FRAMES)
                        .toList()));
    }

    private static boolean isReader(String className) {
        return READERS.stream().anyMatch(className::startsWith);
    }

    /** Whether {@code thrown} was made by a reader that was called there, or right there by the app itself. */
    public boolean isWhereFrom(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        int at = 0;
        while (at < trace.length && isReader(trace[at].getClassName())) {
            at++;
        }
        int frames = Math.min(APP_FRAMES, trace.length - at);
        for (int from = 0; frames > 0 && from + frames <= callers.size(); from++) {
            if (areSame(trace, at, from, frames)) {
                return true;
            }
        }
        return false;
    }

    private boolean areSame(StackTraceElement[] trace, int at, int from, int frames) {
        for (int i = 0; i < frames; i++) {
            StackWalker.StackFrame frame = callers.get(from + i);
            StackTraceElement element = trace[at + i];
            // An app that looks for the end itself throws from another line of the method that has read.
            boolean ownThrow = i == 0 && at == 0;
            if (!frame.getClassName().equals(element.getClassName())
                    || !frame.getMethodName().equals(element.getMethodName())
                    || (!ownThrow && frame.getLineNumber() != element.getLineNumber())) {
                return false;
            }
        }
        return true;
    }
}
