/**
 * What an app sees of its settings: where they come from, what is in force, what a reload has changed, and what is wrong with them.
 */
@NullMarked
package io.breakwater.config;

import org.jspecify.annotations.NullMarked;
