package io.breakwater.internal.page;

import io.breakwater.page.TemplateException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page whose template is reloaded when it has changed, for development. Thread-safe; reads a file for each page, so not
 * for production.
 */
final class ReloadedPage implements Supplier<HtmlPage> {

    private final String location;
    private final Function<TemplateSource, HtmlPage> maker;
    private final PageFailures failures;
    /** The last one that could be used. */
    private @Nullable TemplateSource seen;

    private @Nullable HtmlPage page;
    /** Why it cannot be used, as was told; empty while it can. */
    private String told = "";

    /** @throws TemplateException when the template is missing or faulty now */
    ReloadedPage(String location, Function<TemplateSource, HtmlPage> maker, PageFailures failures) {
        this.location = location;
        this.maker = maker;
        this.failures = failures;
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
                failures.unusable(why);
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
