package io.breakwater.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Tells Spring's ahead-of-time processing which resources the page is made of, since a native image has no others: the built-in template,
 * themes and messages, and the app's own settings and words. Where a template or a logo of the app's own is, the app's settings say, and
 * not before it runs.
 */
final class PageHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        hints.resources()
                .registerPattern("io/breakwater/page/*")
                .registerPattern("breakwater.properties")
                .registerPattern("breakwater-page_*.properties");
    }
}
