/** The app itself: a servlet that proxies and handles no fault. It knows nothing of Breakwater or of this demo. */
@NullMarked
package io.breakwater.example.storefront.proxy;

import org.jspecify.annotations.NullMarked;
