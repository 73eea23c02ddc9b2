package io.breakwater.internal.container;

import jakarta.servlet.ServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the container of a request. Thread-safe. A web app is in one container, so one is remembered. */
public final class Containers {

    private static final List<Container> KNOWN = List.of(
            new JettyContainer(),
            new GrizzlyContainer(),
            new TomcatContainer(),
            new UndertowContainer(),
            new OpenLibertyContainer(),
            new MockContainer());
    private static final Container UNKNOWN = new UnknownContainer();

    private record Found(Class<?> type, Container container) {}

    private volatile @Nullable Found last;

    /** Returns the container that a response comes from; one that nothing is known of when it is none of those that are known. */
    public Container of(ServletResponse response) {
        Class<?> type = ContainerReflection.innermost(response).getClass();
        Found known = last;
        if (known == null || known.type() != type) {
            known = new Found(type, owning(type));
            last = known;
        }
        return known.container();
    }

    /** Returns the container that a class belongs to. */
    public static Container owning(Class<?> type) {
        return KNOWN.stream()
                .filter(container -> container.owns(type))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
