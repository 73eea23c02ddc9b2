/** Stands for Spring's package of that name. */
@NullMarked
package org.springframework.web.client;

import org.jspecify.annotations.NullMarked;
