package io.breakwater.operations.console;

import io.breakwater.operations.json.JsonWriter;
import java.util.Optional;

/** One page of the console, as people see it and as programs do: both from the same data. */
interface Page {

    /** Returns what stands in the window's title. */
    String title();

    /** Adds what is between header and footer. */
    void body(Html html);

    /** Writes the same as JSON: one value. */
    void json(JsonWriter json);

    /** Returns the query by which the page is had as it is now, for one that keeps itself up to date; empty for any other. */
    default Optional<String> live() {
        return Optional.empty();
    }
}
