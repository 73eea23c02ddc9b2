package io.breakwater.internal.fault;

import io.breakwater.fault.Reach;
import java.util.List;
import java.util.Optional;

/**
 * Finds out that a client had sent the request before it failed to connect. Some send a request a second time behind
 * everybody's back, when a kept connection breaks; if the second connect is refused, that exception proves nothing about the
 * first sending.
 */
final class ResendDetector {

    private static final String URL_CONNECTION_CLIENT = "sun.net.www.http.HttpClient";
    private static final String URL_CONNECTION_READS = "parseHTTP";

    private ResendDetector() {}

    static boolean shows(List<Throwable> chain) {
        return chain.stream().anyMatch(cause -> suppressesSending(cause) || reconnectedWhileReading(cause));
    }

    /** OkHttp adds what earlier tries came to as suppressed exceptions. */
    private static boolean suppressesSending(Throwable cause) {
        for (Throwable suppressed : cause.getSuppressed()) {
            // A TLS engine that is closed in the middle of a handshake complains on its own account: no sign of a
            // sending.
            boolean complaint =
                    FaultTable.isA(suppressed, "javax.net.ssl.SSLException") && suppressed.getCause() == null;
            Optional<Classification> classification = complaint ? Optional.empty() : FaultClassifier.read(suppressed);
            if (classification.isPresent() && classification.get().fault().reach() != Reach.NOT_SENT) {
                return true;
            }
        }
        return false;
    }

    /** HttpURLConnection connects anew from within its reading of the answer, to a request sent before. */
    private static boolean reconnectedWhileReading(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getClassName().equals(URL_CONNECTION_CLIENT)
                    && frame.getMethodName().startsWith(URL_CONNECTION_READS)) {
                return true;
            }
        }
        return false;
    }
}
