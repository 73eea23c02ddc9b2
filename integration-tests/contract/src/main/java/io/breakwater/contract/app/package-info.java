/**
 * Apps to be guarded, as small and as naive as the ones people write: a proxy, a servlet stuck in its downstream, and
 * servlets that fail in every way a servlet can. They know nothing of Breakwater and do nothing to help it.
 */
@NullMarked
package io.breakwater.contract.app;

import org.jspecify.annotations.NullMarked;
