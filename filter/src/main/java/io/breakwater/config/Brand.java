package io.breakwater.config;

import java.net.URI;
import java.util.Optional;

/**
 * What makes the page the company's own. Immutable.
 *
 * @param name the site's name as its visitors know it; empty to call it "this site"
 * @param accent the colour of links and buttons, {@code #rrggbb}; empty for the built-in one
 * @param support where to get help: an {@code https:}, {@code http:}, {@code mailto:} or {@code tel:} URI
 * @param statusPage the public status page: an {@code https:} or {@code http:} URI
 */
public record Brand(Optional<String> name, Optional<String> accent, Optional<URI> support, Optional<URI> statusPage) {}
