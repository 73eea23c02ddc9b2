package io.breakwater.internal.exchange;

import io.breakwater.internal.fault.CauseChain;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The status that a container gives a request that it could not read, by the exception that it threw at the app. */
final class ContainersStatus {

    private static final Set<String> TOMCATS =
            Set.of("org.apache.coyote.BadRequestException", "org.apache.catalina.connector.BadRequestException");
    private static final String JETTYS = "org.eclipse.jetty.http.BadMessageException";
    private static final String JETTYS_PARSER = "org.eclipse.jetty.http.HttpParser";

    private ContainersStatus() {}

    /** Empty where the exception tells of something else: of a client that has gone, too, or on Undertow, which answers nothing. */
    static OptionalInt ofUnreadable(Throwable thrown) {
        boolean unreadable = CauseChain.of(thrown).stream()
                .anyMatch(at -> TOMCATS.contains(at.getClass().getName())
                        || at.getClass().getName().equals(JETTYS)
                        || isRefusedByJetty(at));
        return unreadable ? OptionalInt.of(HttpServletResponse.SC_BAD_REQUEST) : OptionalInt.empty();
    }

    /** Jetty has one exception for a body that it can't read and for one that ends too soon; only its parser's frame tells them apart. */
    private static boolean isRefusedByJetty(Throwable thrown) {
        return thrown instanceof EOFException
                && Stream.of(thrown.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("badMessage")
                                && frame.getClassName().equals(JETTYS_PARSER));
    }
}
