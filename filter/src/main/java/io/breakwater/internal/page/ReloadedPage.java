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
    /** The last one that could be used. */
    private @Nullable TemplateSource seen;

    private @Nullable HtmlPage page;
    /** Why it cannot be used, as was told; empty while it can. */
    private String told = "";

    /** @throws TemplateException when the template is missing or faulty now */
    ReloadedPage(String location, Function<TemplateSource, HtmlPage> maker) {
        this.location = location;
        this.maker = maker;
        get();
    }

    /** @throws TemplateException while the template is missing or faulty */
    @Override
    public synchronized HtmlPage get() {
        try {
            HtmlPage current = current();
            told = "";
            return current;
        } catch (TemplateException e) {
            String why = String.valueOf(e.getMessage());
            if (page != null && !why.equals(told)) {
                told = why;
                log.warn("template cannot be used, the built-in page is served: {}", why);
            }
            throw e;
        }
    }

    private HtmlPage current() {
        TemplateSource source = TemplateSource.load(location);
        HtmlPage known = page;
        if (known != null && source.equals(seen)) {
            return known;
        }
        HtmlPage made = maker.apply(source);
        seen = source;
        page = made;
        return made;
    }
}
