@NullMarked
package io.breakwater.operations.diagnosis;

import org.jspecify.annotations.NullMarked;
