/**
 * Creates the response that the visitor gets when a downstream fails: format, text and headers. Takes a {@link
 * io.breakwater.page.PageModel} and returns an {@link io.breakwater.internal.page.ErrorResponse}; knows nothing of servlets,
 * so that any thread can create a response.
 *
 * <p>Other rooms use {@link io.breakwater.internal.page.Negotiation} and {@link io.breakwater.internal.page.ErrorPages}. The
 * messages are in {@code messages_<language>.properties}, the page is {@code default.mustache}, which also lists the
 * variables of templates; a theme is a style sheet beside it.
 */
@NullMarked
package io.breakwater.internal.page;

import org.jspecify.annotations.NullMarked;
