/** Makes a site of the documents, which stay what they are: Markdown that reads well by itself. Knows nothing of the filter. */
@NullMarked
package io.breakwater.site;

import org.jspecify.annotations.NullMarked;
