/**
 * Who is late: the watchdog with its tasks, the threads that do what may block, the thread of an attempt, the time limits.
 */
@NullMarked
package io.breakwater.internal.watchdog;

import org.jspecify.annotations.NullMarked;
