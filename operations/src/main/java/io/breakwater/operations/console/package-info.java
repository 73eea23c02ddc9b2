/**
 * The console: pages for the people who run the app, as HTML and as JSON, drawn on the server. One servlet, which the app maps; without a
 * mapping there is no console.
 *
 * <p>Uses the other rooms of this module and decides nothing about exchanges. All text reaches a page through {@link
 * io.breakwater.operations.console.Html}, which escapes it.
 */
@NullMarked
package io.breakwater.operations.console;

import org.jspecify.annotations.NullMarked;
