package io.breakwater.matrix.variant;

import io.breakwater.failure.DownstreamFailure;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * What each way finds: its targets, whom it trusts, and how long its client waits.
 *
 * @param targets what to ask for which path
 * @param tls trusts the test's authority alone
 * @param trust the same
 * @param connect how long clients wait for a connection
 * @param answer how long clients wait for bytes, where they can be told
 */
public record Environment(Targets targets, SSLContext tls, X509TrustManager trust, Duration connect, Duration answer) {

    /** The same as a number. */
    public int connectMillis() {
        return Math.toIntExact(connect.toMillis());
    }

    /** The same as a number. */
    public int answerMillis() {
        return Math.toIntExact(answer.toMillis());
    }

    /**
     * For the resolver hook of a client: the JDK's resolver, but for one name, which fails as it does in resolvers that speak
     * DNS themselves when no answer comes.
     */
    static InetAddress[] resolve(String host) throws UnknownHostException {
        if (host.equals(DownstreamFailure.SLOW_NAME)) {
            UnknownHostException failure = new UnknownHostException(host);
            failure.initCause(new SocketTimeoutException("no answer from the name server"));
            throw failure;
        }
        return InetAddress.getAllByName(host);
    }
}
