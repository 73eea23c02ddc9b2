package org.eclipse.jetty.fake;

import io.breakwater.internal.exchange.fake.App;
import io.breakwater.internal.exchange.fake.Link;
import jakarta.servlet.Filter;
import java.util.List;

/** A chain of links that is known to run twice, by its package alone. */
public final class JettyLink extends Link {

    public JettyLink(List<Filter> filters, App app) {
        super(filters, app);
    }

    @Override
    protected Link next(List<Filter> rest, App sameApp) {
        return new JettyLink(rest, sameApp);
    }
}
