package io.breakwater.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a contract: the row of docs/containers.md that its tests are shown in. On a test: the row of that test, where those of one class
 * are of several.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Promise {
    /** The row's name. */
    String value();

    /** The table that the row is in. */
    Section in() default Section.BLOCKING;
}
