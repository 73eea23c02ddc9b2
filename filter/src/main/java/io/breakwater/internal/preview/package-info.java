/**
 * Makes pages without an app: what {@code page} and {@code serve-page} on the command line do. Takes settings and a story, and has
 * {@link io.breakwater.internal.page.ErrorPages} make what a visitor would get; has no words, no template and no headers of a page
 * itself. Knows nothing of servlets, and no logger, since the jar alone has none.
 */
@NullMarked
package io.breakwater.internal.preview;

import org.jspecify.annotations.NullMarked;
