/** What is the same in all versions of Tomcat: the container under test, and tests that only Tomcat is put to. */
@NullMarked
package io.breakwater.tomcat;

import org.jspecify.annotations.NullMarked;
