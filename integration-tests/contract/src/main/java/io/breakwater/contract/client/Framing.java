package io.breakwater.contract.client;

/** What tells where an answer's body ends (RFC 9112, section 6.3). */
public enum Framing {
    /** There is none, by method or status, or no header section came. */
    NO_BODY,
    /** Content-Length. */
    LENGTH,
    /** The last chunk. */
    CHUNKED,
    /** The end of the connection, so that nobody can tell a cut. */
    UNTIL_CLOSE
}
