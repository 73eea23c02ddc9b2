package io.breakwater.internal.container;

import java.util.function.Predicate;

/** The cookies that a response had at some time, in a container that keeps them beside the headers. */
public interface CookieSnapshot {

    /** Notes what a {@code reset()} is about to drop, where it drops these cookies. */
    void beforeReset();

    /**
     * Takes away the cookies that have come since and are the app's, each asked for as {@code name=value}, and puts back the others
     * where {@code reset()} has dropped them. To be called after the headers are put back.
     *
     * @param kept which of the app's stay all the same
     */
    void restore(Predicate<String> isApps, Predicate<String> kept);
}
