/**
 * Web apps made as the README says, in servers as their makers give them out: each server a process of its own, one at a time. Reads
 * the README, and knows nothing of Breakwater's classes.
 */
@NullMarked
package io.breakwater.standalone;

import org.jspecify.annotations.NullMarked;
