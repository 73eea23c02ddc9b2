/**
 * Finds out why a downstream does not answer: asks a configured URL stage by stage, from its name to its HTTP answer, and says in words
 * what works, what does not, and what to check next.
 *
 * <p>Lives off the request path, on threads of its own. Knows the filter's API, sockets and TLS of the JDK; knows nothing of servlets,
 * nor of what is remembered about exchanges. What it finds is for operators and never goes into a visitor's page.
 */
@NullMarked
package io.breakwater.operations.diagnosis;

import org.jspecify.annotations.NullMarked;
