/**
 * Breakwater in a Spring Boot app, 3.5 and 4: the filters, the settings from the {@code Environment}, and what else of the app
 * takes part. Compiled against Boot 3.5; what Boot 4 has elsewhere is asked for by name.
 */
@NullMarked
package io.breakwater.spring;

import org.jspecify.annotations.NullMarked;
