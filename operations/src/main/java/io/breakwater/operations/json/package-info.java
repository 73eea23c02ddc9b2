/** The JSON of what this module remembers. Knows the rooms that remember, and no servlet. */
@NullMarked
package io.breakwater.operations.json;

import org.jspecify.annotations.NullMarked;
