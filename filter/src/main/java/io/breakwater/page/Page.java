package io.breakwater.page;

import java.util.Locale;

/**
 * Renders the body that a visitor gets when the downstream cannot answer. Implement it to replace the built-in pages
 * altogether; for words and colours the template and the brand settings are enough.
 *
 * <p>Implementations are called by many threads at once, must not block, and must escape what they show. One that throws
 * is logged once, and the built-in page is served in its place.
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
     * The same for a visitor's language.
     *
     * @param language the one of {@code page.languages} that the visitor likes best
     */
    default RenderedPage render(PageModel model, PageFormat format, Locale language) {
        return render(model, format);
    }
}
