package io.breakwater.config;

import java.util.Optional;

/**
 * What the visitor sees. Immutable.
 *
 * @param template where the HTML template is, {@code classpath:…} or a file's path; empty for the built-in one
 * @param replace when a failing response that the app wrote itself is replaced
 * @param details whether the cause is shown on the page and in {@code Proxy-Status}; never in production
 * @param brand the name, colour and links on the page
 */
public record PageSettings(Optional<String> template, Replace replace, boolean details, Brand brand) {

    /** When the body of a 502, 503 or 504 that the app or its downstream wrote gives way to our page. */
    public enum Replace {
        /** For people: a browser gets the page, an API client keeps the body, and an empty one is replaced for both. */
        BROWSERS,
        /** Only when there is no body. */
        EMPTY,
        /** For everyone. */
        ALWAYS,
        /** For no one. */
        NEVER
    }
}
