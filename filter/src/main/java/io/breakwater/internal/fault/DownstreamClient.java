package io.breakwater.internal.fault;

import java.io.EOFException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;

/**
 * Tells whether a client of a downstream stands in an exception that an app's own reading throws just as well: a decoder of the
 * JDK that is given half of a visitor's parameter, header or part says what it says of half of an answer.
 */
final class DownstreamClient {

    /** The classes of clients, of the JDK's sockets and of its TLS. */
    private static final List<String> CLIENTS = List.of(
            "jdk.internal.net.http.",
            "java.net.Socket",
            "sun.net.www.",
            "sun.nio.ch.",
            "sun.rmi.",
            "sun.security.ssl.",
            "org.apache.hc.",
            "org.apache.http.",
            "okhttp3.",
            // By which OkHttp unpacks an answer, without a frame of its own.
            "okio.GzipSource",
            "org.eclipse.jetty.client.",
            "org.eclipse.jetty.http2.client.",
            "io.netty.",
            "io.grpc.",
            "reactor.netty.",
            "feign.",
            "org.glassfish.jersey.client.",
            "org.jboss.resteasy.client.",
            "org.apache.cxf.transport.http.",
            "org.springframework.web.client.",
            "org.springframework.http.client.",
            "org.springframework.web.reactive.function.client.");

    /** What clients read with, as an app may; an app's own class between it and a client has read something of its own. */
    private static final List<String> READERS = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "okio.",
            "kotlin.",
            "com.fasterxml.jackson.",
            "tools.jackson.",
            "com.google.gson.",
            "org.eclipse.jetty.http.",
            "org.eclipse.jetty.io.",
            "org.eclipse.jetty.util.",
            "org.glassfish.jersey.message.",
            "org.springframework.core.",
            "org.springframework.http.",
            "org.springframework.util.");

    /** Thrown by clients alone, around what went wrong while they read an answer. */
    private static final List<String> WRAPPERS = List.of(
            "javax.net.ssl.SSLException",
            "java.sql.SQLException",
            "java.rmi.RemoteException",
            "jakarta.ws.rs.client.ResponseProcessingException");

    private DownstreamClient() {}

    /** Whether {@code thrown} tells of a downstream only where a client stands in its chain. */
    static boolean mustStandIn(Throwable thrown) {
        return thrown instanceof EOFException
                || thrown instanceof CertificateException
                || thrown instanceof CertPathValidatorException
                || thrown instanceof CertPathBuilderException;
    }

    static boolean standsIn(List<Throwable> chain) {
        return readsAnswer(chain)
                || chain.stream()
                        .anyMatch(cause -> WRAPPERS.stream().anyMatch(wrapper -> FaultTable.isA(cause, wrapper))
                                || ((mustStandIn(cause) || isJdks(cause)) && isFromClient(cause)));
    }

    /** Whether Spring's or Feign's client says that it was reading an answer; around a call Spring wraps what interceptors throw. */
    static boolean readsAnswer(List<Throwable> chain) {
        return chain.stream().anyMatch(cause -> isWithinAnswer(cause) || FaultTable.isA(cause, "feign.FeignException"));
    }

    /** Whether {@code cause} is Spring's word for a failure within the body of an answer. */
    static boolean isWithinAnswer(Throwable cause) {
        return FaultTable.isA(cause, "org.springframework.web.client.RestClientException")
                && String.valueOf(cause.getMessage()).startsWith("Error while extracting response");
    }

    private static boolean isJdks(Throwable cause) {
        return cause.getClass().getName().startsWith("java.");
    }

    /** Whether a client stands right below the readers that have thrown {@code cause}. */
    static boolean isFromClient(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (isOneOf(frame.getClassName(), CLIENTS)) {
                return true;
            }
            if (!isOneOf(frame.getClassName(), READERS)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isOneOf(String className, List<String> prefixes) {
        return prefixes.stream().anyMatch(className::startsWith);
    }
}
