/**
 * Who is late: the watchdog with its tasks, an exchange's deadline, what its app and its client wait for, the threads that do what
 * may block, the thread of an attempt, the time limits. An exchange is known here as a
 * {@link io.breakwater.internal.watchdog.TimedExchange}, and its attempts as {@link io.breakwater.internal.watchdog.TimedAttempt}.
 */
@NullMarked
package io.breakwater.internal.watchdog;

import org.jspecify.annotations.NullMarked;
