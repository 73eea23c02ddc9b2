package io.breakwater.internal.page;

import io.breakwater.page.Page;
import io.breakwater.page.PageModel;

/** Hears of pages that could not be made, for which a simpler one was. Called by any thread. Internal between rooms. */
public interface PageFailures {

    /** A page failed for the first time. */
    void failed(Page page, PageModel model, Throwable failure);

    /** A template that is read again and again cannot be used any more, for a reason that was not told before. */
    void unusable(String why);
}
