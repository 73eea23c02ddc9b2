/** What the people who run the app use, against real downstreams and a real container. */
@NullMarked
package io.breakwater.console;

import org.jspecify.annotations.NullMarked;
