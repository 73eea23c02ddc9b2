/**
 * What the visitor gets when the downstream cannot answer: which format, in which words, under which headers. Takes a
 * {@link io.breakwater.page.PageModel} and gives an {@link io.breakwater.internal.page.ErrorResponse}; knows nothing of servlets, so that
 * any thread can prepare an answer.
 *
 * <p>Other rooms use {@link io.breakwater.internal.page.Negotiation} and {@link io.breakwater.internal.page.ErrorPages}. The visitor's words are in
 * {@code messages_<language>.properties}, the page is {@code default.mustache}, which also lists what a template may use; a theme
 * is a style sheet beside it.
 */
@NullMarked
package io.breakwater.internal.page;

import org.jspecify.annotations.NullMarked;
