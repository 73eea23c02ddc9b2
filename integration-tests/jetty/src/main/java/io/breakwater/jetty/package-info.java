/** What is the same in all versions of Jetty: its core as a container under test, and contracts that only Jetty is put to. */
@NullMarked
package io.breakwater.jetty;

import org.jspecify.annotations.NullMarked;
