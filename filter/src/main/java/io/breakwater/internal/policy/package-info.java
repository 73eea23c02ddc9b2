/**
 * Decides whether an exchange may start, whether an attempt may run, whether another one follows, and what is done about the
 * outcome. The only room that imports Resilience4j, besides the builder. Knows settings and faults; nothing of servlets,
 * threads or pages: every decision is a value that the exchange carries out.
 */
@NullMarked
package io.breakwater.internal.policy;

import org.jspecify.annotations.NullMarked;
