/** The contract on Tomcat, 10.1 and 11 alike: the adapter, and what is different here. */
@NullMarked
package io.breakwater.tomcat;

import org.jspecify.annotations.NullMarked;
