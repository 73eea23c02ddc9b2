package io.breakwater.example.boot;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where the services behind the shop are. An app of your own has this in its settings; here {@link Setup} knows, which starts
 * them.
 *
 * @param uris of each service by its name, without a slash at the end
 */
record Downstreams(Map<String, URI> uris) {
    Downstreams {
        uris = Map.copyOf(uris);
    }

    /** Where that service is; empty when there is none of that name. */
    Optional<URI> find(String service) {
        return Optional.ofNullable(uris.get(service));
    }
}
