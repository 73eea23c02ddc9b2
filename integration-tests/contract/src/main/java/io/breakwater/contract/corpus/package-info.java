/**
 * Small programs as real apps have them, and what runs each of them without the guard, under it and under its eyes: what comes
 * out must be the same. A program says what it does in {@code jakarta.servlet} alone.
 */
@NullMarked
package io.breakwater.contract.corpus;

import org.jspecify.annotations.NullMarked;
