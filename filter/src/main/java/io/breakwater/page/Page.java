package io.breakwater.page;

import java.util.Locale;

/**
 * Renders the body of the error page. Implement it to replace the built-in pages entirely; for text and colours, a template
 * and the brand settings are enough.
 *
 * <p>Implementations are called concurrently, must not block, and must escape the values that they show. When one throws,
 * this is logged once, and the built-in page is served instead.
 */
@FunctionalInterface
public interface Page {

    /**
     * Renders {@code model} as {@code format}, which is {@link PageFormat#HTML}, {@link PageFormat#JSON} or {@link PageFormat#TEXT}.
     *
     * @return the body with its content type
     */
    RenderedPage render(PageModel model, PageFormat format);

    /**
     * Renders {@code model} as {@code format} in a language; by default calls {@link #render(PageModel, PageFormat)}.
     *
     * @param language the language of {@code page.languages} that the visitor prefers
     */
    default RenderedPage render(PageModel model, PageFormat format, Locale language) {
        return render(model, format);
    }
}
