/** What is in the WAR, beside the proxies of the contract: an app with a filter in front of ours and one behind it. */
@NullMarked
package io.breakwater.servers.app;

import org.jspecify.annotations.NullMarked;
