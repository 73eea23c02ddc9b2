package io.breakwater.clients;

import java.io.IOException;
import java.net.URI;

/** A way to ask a downstream: one class for each client. A new client is a new class and a column in {@link FaultTableTest}. */
interface ProxyVariant extends AutoCloseable {

    /** Asks with GET and reads the whole answer, as an app would; throws whatever the client throws. */
    @SuppressWarnings("IllegalThrows")
    void get(URI uri) throws Throwable;

    @Override
    void close() throws IOException;
}
