/** The types with which an app renders the error page itself. */
@NullMarked
package io.breakwater.page;

import org.jspecify.annotations.NullMarked;
