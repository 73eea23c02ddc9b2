package io.breakwater.page;

/** The formats of a page. */
public enum PageFormat {
    /** For a person. */
    HTML,
    /** {@code application/problem+json} (RFC 9457), for an API client. */
    JSON,
    /** For a terminal. */
    TEXT,
    /** An event stream with a comment, which then ends. */
    EVENTS,
    /** No body: for images, scripts, styles and clients that accept none of the formats. */
    NONE
}
