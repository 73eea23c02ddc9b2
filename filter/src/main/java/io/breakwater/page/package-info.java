/**
 * What the visitor gets when the downstream cannot answer: which format, in which words, under which headers. Takes a
 * {@link io.breakwater.page.PageModel} and gives an {@link io.breakwater.page.Answer}; knows nothing of servlets, so that
 * any thread can prepare an answer.
 */
@NullMarked
package io.breakwater.page;

import org.jspecify.annotations.NullMarked;
