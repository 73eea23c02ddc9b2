/** Patterns of URL paths and hosts: reads and matches them. Knows no other room. */
@NullMarked
package io.breakwater.internal.pattern;

import org.jspecify.annotations.NullMarked;
