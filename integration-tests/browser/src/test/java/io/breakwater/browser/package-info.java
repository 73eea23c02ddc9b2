/** The page as visitors see it: the storefront, its downstreams broken, in a real Chromium. */
@NullMarked
package io.breakwater.browser;

import org.jspecify.annotations.NullMarked;
