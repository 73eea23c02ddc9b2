/**
 * Where the rooms get their loggers from: SLF4J, or the web app's own log where SLF4J leads nowhere. Knows SLF4J and no other room.
 */
@NullMarked
package io.breakwater.internal.log;

import org.jspecify.annotations.NullMarked;
