/**
 * Patterns of URL paths and hosts, read and matched.
 */
@NullMarked
package io.breakwater.internal.pattern;

import org.jspecify.annotations.NullMarked;
