@NullMarked
package io.breakwater.operations.console;

import org.jspecify.annotations.NullMarked;
