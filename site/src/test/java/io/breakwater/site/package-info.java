/** Looks at the site that is made of the documents. */
@NullMarked
package io.breakwater.site;

import org.jspecify.annotations.NullMarked;
