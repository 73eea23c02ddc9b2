package io.breakwater.internal.page;

import io.breakwater.internal.log.Logs;
import io.breakwater.page.Page;
import io.breakwater.page.PageModel;
import org.slf4j.Logger;

/** Writes them to the log. The only class of the room with a logger: without it, pages are made where there is none. */
final class LoggedPageFailures implements PageFailures {

    private static final Logger pages = Logs.of(ErrorPages.class);
    private static final Logger templates = Logs.of(ReloadedPage.class);

    @Override
    public void failed(Page page, PageModel model, Throwable failure) {
        pages.error(
                "page failed, the next simpler one is served; further failures are not logged:"
                        + " page={} route={} correlationId={}",
                page.getClass().getName(),
                model.route(),
                model.correlationId(),
                failure);
    }

    @Override
    public void unusable(String why) {
        templates.warn("template cannot be used, the built-in page is served: {}", why);
    }
}
