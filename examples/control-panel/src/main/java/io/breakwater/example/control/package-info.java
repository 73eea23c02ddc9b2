/** The control panel's other half: switches the downstreams, counts what the filter reports, and tells it as JSON. */
@NullMarked
package io.breakwater.example.control;

import org.jspecify.annotations.NullMarked;
