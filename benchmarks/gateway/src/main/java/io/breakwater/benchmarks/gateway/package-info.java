/** Spring Cloud Gateway Server WebMVC, to be measured beside the filter; reads what is set everywhere alike from a system property. */
@NullMarked
package io.breakwater.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
