/** Holds the recipes for JSON logs in the documentation to what a log line has. */
@NullMarked
package io.breakwater.operations.logs;

import org.jspecify.annotations.NullMarked;
