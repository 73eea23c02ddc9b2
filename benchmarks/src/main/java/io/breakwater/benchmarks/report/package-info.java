/** What was found, in words, tables and pictures. Knows nothing of how it was found. */
@NullMarked
package io.breakwater.benchmarks.report;

import org.jspecify.annotations.NullMarked;
