/** Breaks everything there is a switch for, one leg at a time, and holds what a client sees against what is promised. */
@NullMarked
package io.breakwater.example.storefront.tour;

import org.jspecify.annotations.NullMarked;
