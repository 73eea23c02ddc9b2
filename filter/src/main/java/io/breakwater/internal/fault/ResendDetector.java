package io.breakwater.internal.fault;

import io.breakwater.fault.Reach;
import java.util.List;
import java.util.Optional;

/**
 * Detects that a client had already sent the request when it failed to connect. Some clients silently resend a request when
 * a kept connection breaks; if the second connect is refused, the exception proves nothing about the first request.
 */
final class ResendDetector {

    private static final String URL_CONNECTION_CLIENT = "sun.net.www.http.HttpClient";
    private static final String URL_CONNECTION_READS = "parseHTTP";

    private ResendDetector() {}

    static boolean shows(List<Throwable> chain) {
        return chain.stream().anyMatch(cause -> suppressesSending(cause) || reconnectedWhileReading(cause));
    }

    /** OkHttp adds the failures of earlier attempts as suppressed exceptions. */
    private static boolean suppressesSending(Throwable cause) {
        for (Throwable suppressed : cause.getSuppressed()) {
            // A TLS engine that is closed during a handshake throws, too: this does not show that a request was sent.
            boolean complaint =
                    FaultTable.isA(suppressed, "javax.net.ssl.SSLException") && suppressed.getCause() == null;
            Optional<Classification> classification = complaint ? Optional.empty() : FaultClassifier.read(suppressed);
            if (classification.isPresent() && classification.get().fault().reach() != Reach.NOT_SENT) {
                return true;
            }
        }
        return false;
    }

    /** HttpURLConnection reconnects while it reads the response, after it has sent the request. */
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
