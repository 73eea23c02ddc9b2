package io.breakwater.example.storefront;

import java.io.IOException;
import java.net.BindException;
import org.eclipse.jetty.server.ServerConnector;

/** Somebody else listens on the port asked for. The message says what to do about it. */
public final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    private PortTakenException(int port, Throwable cause) {
        super("Port " + port + " is taken; choose another with -Dport=9090, or -Dport=0 for any free one", cause);
    }

    /** Takes the connector's port, before anything else is started that would have to be stopped again. */
    static void unlessFree(ServerConnector connector) throws IOException {
        try {
            connector.open();
        } catch (IOException e) {
            // Jetty wraps the exception that tells in one that names the address.
            if (e instanceof BindException || e.getCause() instanceof BindException) {
                throw new PortTakenException(connector.getPort(), e);
            }
            throw e;
        }
    }
}
