package io.breakwater.operations.diagnosis;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks one target, stage by stage, in bounded time: its name, a connection to each of its addresses, and over the first that works TLS
 * and one {@code GET}. Follows no redirect, sends no credentials, keeps nothing of a body. Thread-safe.
 */
public final class Prober {

    private static final List<Stage.Name> PLAIN = List.of(Stage.Name.NAME, Stage.Name.CONNECT, Stage.Name.HTTP);
    private static final List<Stage.Name> SECURE = List.of(Stage.Name.values());

    private final ProbeLimits limits;
    private final X509ExtendedTrustManager trust;
    private final NameLookup names;
    private final Clock clock;

    /** Asks in the default limits, and trusts whom the JVM trusts. */
    public Prober() {
        this(ProbeLimits.DEFAULT, ofTheJvm());
    }

    /**
     * Asks in limits of one's own.
     *
     * @param trust judges certificates, as the app's client does where that has a trust store of its own
     */
    public Prober(ProbeLimits limits, X509ExtendedTrustManager trust) {
        this(limits, trust, InetAddress::getAllByName);
    }

    Prober(ProbeLimits limits, X509ExtendedTrustManager trust, NameLookup.Resolver resolver) {
        this.limits = limits;
        this.trust = trust;
        this.names = new NameLookup(resolver);
        this.clock = Clock.systemUTC();
    }

    private static X509ExtendedTrustManager ofTheJvm() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JVM's trust store cannot be read", e);
        }
        throw new IllegalStateException("the JVM has no trust manager for X.509");
    }

    /** Asks it. Returns at the latest when all limits are used up. */
    public Diagnosis ask(Target target) throws InterruptedException {
        Instant at = clock.instant();
        long started = System.nanoTime();
        Attempt attempt = new Attempt();
        List<InetAddress> addresses = addresses(target, attempt);
        Optional<TimedSocket> socket = connect(target, addresses, attempt);
        if (socket.isPresent()) {
            try (TimedSocket connected = socket.get()) {
                converse(target, connected, attempt);
            } catch (IOException e) {
                attempt.found(Finding.UNKNOWN, Printable.of(e));
            }
        }
        return new Diagnosis(
                target.route(),
                target.shown(),
                at,
                Duration.ofNanos(System.nanoTime() - started),
                attempt.finding(),
                attempt.detail(),
                attempt.stages(target.secure() ? SECURE : PLAIN));
    }

    private List<InetAddress> addresses(Target target, Attempt attempt) throws InterruptedException {
        attempt.begin();
        try {
            List<InetAddress> found = names.addressesOf(target.host(), limits.name());
            attempt.ok(Stage.Name.NAME, target.host() + " is " + told(found), List.of());
            return found;
        } catch (UnknownHostException e) {
            attempt.failed(Stage.Name.NAME, target.host() + " has no address", List.of());
            attempt.found(Finding.NAME_UNKNOWN, "");
        } catch (TimeoutException e) {
            attempt.failed(Stage.Name.NAME, "no answer about " + target.host(), List.of());
            attempt.found(Finding.RESOLVER_SILENT, e.getMessage() == null ? "" : Printable.line(e.getMessage()) + ".");
        }
        return List.of();
    }

    private String told(List<InetAddress> found) {
        Stream<String> shown = found.stream().limit(limits.addresses()).map(InetAddress::getHostAddress);
        int more = found.size() - limits.addresses();
        return Stream.concat(shown, more > 0 ? Stream.of(more + " more, which are not tried") : Stream.of())
                .collect(Collectors.joining(", "));
    }

    /** Tries every address, for one that is dead among several is a fault that comes and goes; goes on with the first that works. */
    private Optional<TimedSocket> connect(Target target, List<InetAddress> addresses, Attempt attempt) {
        Optional<TimedSocket> first = Optional.empty();
        List<Finding> failures = new ArrayList<>();
        List<InetAddress> tried = addresses.stream().limit(limits.addresses()).toList();
        for (InetAddress address : tried) {
            TimedSocket socket = new TimedSocket();
            attempt.begin();
            try {
                socket.connect(new InetSocketAddress(address, target.port()), (int)
                        limits.connect().toMillis());
                attempt.ok(Stage.Name.CONNECT, told(address, target) + " takes the connection", List.of());
                if (first.isEmpty()) {
                    first = Optional.of(socket);
                } else {
                    close(socket);
                }
            } catch (IOException e) {
                Finding failure = failure(e);
                failures.add(failure);
                attempt.failed(Stage.Name.CONNECT, told(address, target) + words(failure), List.of());
                close(socket);
            }
        }
        if (first.isEmpty() && !failures.isEmpty()) {
            attempt.found(failures.get(0), "");
        }
        return first;
    }

    private static Finding failure(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return Finding.CONNECT_DROPPED;
        }
        // A host or network without a route is a ConnectException in some JDKs and of another class in others; refused
        // is refused in all.
        boolean refused = e.getClass() == ConnectException.class
                && (e.getMessage() == null || e.getMessage().contains("refused"));
        return refused ? Finding.NOBODY_LISTENS : Finding.NO_ROUTE;
    }

    private static String words(Finding failure) {
        return switch (failure) {
            case CONNECT_DROPPED -> " does not answer the connect";
            case NOBODY_LISTENS -> " refuses the connection";
            default -> " cannot be reached";
        };
    }

    private static String told(InetAddress address, Target target) {
        String host = address.getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + target.port();
    }

    private void converse(Target target, TimedSocket connected, Attempt attempt) throws IOException {
        if (!target.secure()) {
            new HttpStage(target, limits).run(connected, connected, attempt);
            return;
        }
        TlsStage tls = new TlsStage(target, trust, clock.instant());
        connected.allow(limits.tls());
        Optional<Socket> secured = tls.run(connected, attempt);
        if (secured.isPresent()) {
            try (Socket socket = secured.get()) {
                new HttpStage(target, limits).over(tls).run(connected, socket, attempt);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing was said on it, and nobody waits for it.
            return;
        }
    }
}
