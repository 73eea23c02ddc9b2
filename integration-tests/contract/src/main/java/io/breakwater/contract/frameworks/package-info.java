/**
 * Apps of Jersey and of Spring MVC whose resources fail in all ways that these frameworks have, as programs of the corpus. What a
 * framework does with a failure is its own and the container's affair, and comes out of the guard as it goes in. And Spring MVC's
 * ways to answer later, and its wiring without Boot.
 */
@NullMarked
package io.breakwater.contract.frameworks;

import org.jspecify.annotations.NullMarked;
