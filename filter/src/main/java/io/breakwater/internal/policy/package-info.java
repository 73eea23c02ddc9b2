/**
 * What to do: whether an exchange may start, whether an attempt may run, whether it is worth another one, and what follows
 * from its outcome. The only room that imports Resilience4j. Knows settings and faults; nothing of servlets, threads or
 * pages, so that every decision is a value that somebody else carries out.
 */
@NullMarked
package io.breakwater.internal.policy;

import org.jspecify.annotations.NullMarked;
