package io.breakwater.internal.page;

import io.breakwater.internal.log.Logs;
import io.breakwater.page.TemplateException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A page whose template is reloaded when it has changed, for development. Thread-safe; reads a file for each page, so not
 * for production.
 */
final class ReloadedPage implements Supplier<HtmlPage> {

    private static final Logger log = Logs.of(ReloadedPage.class);

    private final String location;
    private final Function<TemplateSource, HtmlPage> maker;
    private @Nullable TemplateSource seen;
    private @Nullable HtmlPage page;

    /** @throws TemplateException when the template is missing or faulty now */
    ReloadedPage(String location, Function<TemplateSource, HtmlPage> maker) {
        this.location = location;
        this.maker = maker;
        get();
    }

    /** @throws TemplateException while the template is missing or faulty */
    @Override
    public synchronized HtmlPage get() {
        TemplateSource source = TemplateSource.load(location);
        HtmlPage known = page;
        if (known != null && source.equals(seen)) {
            return known;
        }
        boolean changed = seen != null && !source.equals(seen);
        seen = source;
        page = null;
        try {
            HtmlPage made = maker.apply(source);
            page = made;
            return made;
        } catch (TemplateException e) {
            if (changed) {
                log.warn("template changed and cannot be used, the built-in page is served: {}", e.getMessage());
            }
            throw e;
        }
    }
}
