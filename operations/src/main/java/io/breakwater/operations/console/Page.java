package io.breakwater.operations.console;

import java.util.Optional;

/** One page of the console, as people see it and as programs do: both from the same data. */
interface Page {

    /** Returns what stands in the window's title. */
    String title();

    /** Adds what is between header and footer. */
    void body(Html html);

    /** Returns the same in JSON. */
    Object json();

    /** Returns the query by which the page is had as it is now, for one that keeps itself up to date; empty for any other. */
    default Optional<String> live() {
        return Optional.empty();
    }
}
