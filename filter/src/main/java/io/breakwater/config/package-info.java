/** The settings as an app sees them: their sources, the effective values, the changes of a reload, and the problems. */
@NullMarked
package io.breakwater.config;

import org.jspecify.annotations.NullMarked;
