package io.breakwater.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a test that gives a setting two values and sees two different things come of it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Shows {
    /** The setting's key, as in the catalogue; more than one where a table has a row for each. */
    String[] value();
}
