package io.breakwater.contract.client;

/** How an answer ended for the client. */
public enum Ending {
    /** By its own framing: the length was reached, the last chunk seen, or no body was to come. */
    WHOLE,
    /** The server ended the connection (FIN) first. A body that only the end of the connection ends is {@link #WHOLE}. */
    CUT_BY_FIN,
    /** The server reset the connection (RST) first. */
    CUT_BY_RST,
    /** The bytes do not follow the framing: a chunk size that is none, or header lines that are none. */
    GARBLED,
    /** Nothing more came for as long as the client was ready to wait, and the connection is open. */
    SILENT
}
