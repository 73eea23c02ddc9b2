/** What failed and what was slow, each exchange by its correlation ID. Knows the filter's API and no servlet. */
@NullMarked
package io.breakwater.operations.recent;

import org.jspecify.annotations.NullMarked;
