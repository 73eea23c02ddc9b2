package io.breakwater.page;

/** The forms a page comes in. */
public enum PageFormat {
    /** For a person. */
    HTML,
    /** {@code application/problem+json} (RFC 9457), for an API client. */
    JSON,
    /** For a terminal. */
    TEXT,
    /** A comment on an event stream, which then ends. */
    EVENTS,
    /** No body: for images, scripts, styles and whoever accepts none of the above. */
    NONE
}
