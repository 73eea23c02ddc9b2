/** The starter in whole Spring Boot apps. The same tests for Boot 3 and Boot 4. */
@NullMarked
package io.breakwater.boot;

import org.jspecify.annotations.NullMarked;
