package io.breakwater.internal.container;

import java.util.function.Predicate;

/** The cookies that a response had at some time, in a container that keeps them beside the headers. */
public interface CookieSnapshot {

    /**
     * Takes away the cookies that have come since and are the app's, each asked for as {@code name=value}.
     *
     * @param kept which of the app's stay all the same
     */
    void restore(Predicate<String> isApps, Predicate<String> kept);
}
