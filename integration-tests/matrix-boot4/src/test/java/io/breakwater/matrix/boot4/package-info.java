/** The ways of Spring Boot 4, which does not go into one class path with Boot 3. */
@NullMarked
package io.breakwater.matrix.boot4;

import org.jspecify.annotations.NullMarked;
