package io.breakwater.failure;

import io.breakwater.downstream.ScriptedDownstream;
import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Where all troubles are at home, one at a time. For one thread. */
public final class Place implements AutoCloseable {

    private final ScriptedDownstream downstream = ScriptedDownstream.start();
    private Optional<ScriptedDownstream> secure = Optional.empty();
    private Optional<UnacceptingPort> deaf = Optional.empty();
    private final Authority authority;
    private final Map<TlsFailure, TlsServer> tls = new EnumMap<>(TlsFailure.class);

    /** With certificates of that authority, where they are to be trusted. */
    public Place(Authority authority) {
        this.authority = authority;
    }

    /** The one that plays all troubles of HTTP, and counts what reaches it. */
    public ScriptedDownstream downstream() {
        return downstream;
    }

    /** The same in TLS, with a certificate that is in order. */
    public ScriptedDownstream secure() {
        if (secure.isEmpty()) {
            secure = Optional.of(
                    ScriptedDownstream.startSecure(authority.server().sslContext()));
        }
        return secure.get();
    }

    /** How many requests have reached those two. */
    public int requests() {
        return downstream.requests() + secure.map(ScriptedDownstream::requests).orElse(0);
    }

    /** It takes a moment to become deaf, so only where it is wanted. */
    UnacceptingPort deaf() {
        if (deaf.isEmpty()) {
            deaf = Optional.of(new UnacceptingPort());
        }
        return deaf.get();
    }

    URI tls(TlsFailure trouble) {
        return tls.computeIfAbsent(trouble, missing -> new TlsServer(missing, authority))
                .uri();
    }

    @Override
    public void close() throws IOException {
        for (TlsServer server : tls.values()) {
            server.close();
        }
        if (deaf.isPresent()) {
            deaf.get().close();
        }
        secure.ifPresent(ScriptedDownstream::close);
        downstream.close();
    }
}
