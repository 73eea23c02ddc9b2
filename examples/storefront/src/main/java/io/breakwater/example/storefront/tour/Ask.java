package io.breakwater.example.storefront.tour;

import io.breakwater.example.downstreams.Service;
import java.util.Locale;

/**
 * A request of the tour. Immutable.
 *
 * @param who whether a person's browser or a program asks, which decides the form of a page
 */
record Ask(String method, String path, Who who) {
    /** Who asks. */
    enum Who {
        PERSON("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        PROGRAM("application/json");

        private final String accept;

        Who(String accept) {
            this.accept = accept;
        }

        String accept() {
            return accept;
        }
    }

    static Ask get(Service service, Who who) {
        return new Ask("GET", service.path(), who);
    }

    static Ask post(Service service, Who who) {
        return new Ask("POST", service.path(), who);
    }

    static Ask export(Service service) {
        return new Ask("GET", service.exportPath(), Who.PROGRAM);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-4s %s", method, path);
    }
}
