package io.breakwater.internal.wrapper;

/** The ways in which an app uses the body of its request; a container gives it in one of them. */
enum BodyUse {
    /** By its stream. */
    BYTES,
    /** By its reader. */
    TEXT,
    /** By the parameters of a form, which the container reads. */
    FORM
}
