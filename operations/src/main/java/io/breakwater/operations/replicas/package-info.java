/** What the console shows of other replicas, of whom another module hears. Knows neither how nor by what. */
@NullMarked
package io.breakwater.operations.replicas;

import org.jspecify.annotations.NullMarked;
