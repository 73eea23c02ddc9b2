package io.breakwater.matrix.variant;

import io.breakwater.BreakwaterFilter;
import java.net.URI;

/** An app that proxies: one class for each way. A new way is a new class, and its line in {@link ProxyVariants}. */
public interface ProxyVariant extends AutoCloseable {

    /** Starts it behind the guard, and tells where; asked for {@link Targets#path a path}, it asks that target. */
    URI start(BreakwaterFilter guard);

    @Override
    void close();
}
