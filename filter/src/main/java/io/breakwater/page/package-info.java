/**
 * What an app needs in order to render the error page itself.
 */
@NullMarked
package io.breakwater.page;

import org.jspecify.annotations.NullMarked;
