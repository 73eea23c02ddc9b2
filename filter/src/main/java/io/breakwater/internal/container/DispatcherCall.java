package io.breakwater.internal.container;

/** Tells who calls a method of our wrappers. */
public final class DispatcherCall {

    private static final String OURS = "io.breakwater.internal.";
    private static final StackWalker STACK = StackWalker.getInstance();

    private DispatcherCall() {}

    /** Returns whether the container's dispatcher of forwards has made the call, and not the app. A look at the stack: not for everybody. */
    public static boolean isFrom(Container container) {
        return STACK.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                .filter(name -> !name.startsWith(OURS))
                .findFirst()
                .filter(container::isDispatcher)
                .isPresent());
    }
}
