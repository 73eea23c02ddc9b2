/** What each setting changes, shown on one container, since settings know of none. */
@NullMarked
package io.breakwater.settings;

import org.jspecify.annotations.NullMarked;
