package io.breakwater.contract;

/** The tables of docs/containers.md, by what serves the requests or how they come. */
public enum Section {
    /** Servlets that block. */
    BLOCKING,

    /** Asynchronous servlets. */
    ASYNC,

    /** HTTP/2 in the clear. */
    HTTP_2
}
