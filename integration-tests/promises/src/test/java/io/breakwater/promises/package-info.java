/** Reads what the containers' modules have reported, and keeps the table of it. Runs none of their code. */
@NullMarked
package io.breakwater.promises;

import org.jspecify.annotations.NullMarked;
