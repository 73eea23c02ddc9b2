package io.breakwater.downstream;

import java.io.IOException;

/** Answers with what is not good HTTP/1.1, and ends the connection (FIN). */
public enum Malformed implements Behaviour {
    /** Not HTTP at all. */
    GARBAGE_STATUS_LINE("\u0001\u0002 garbage \u00ff\r\n\r\n"),
    /** The greeting of another protocol. */
    SSH_BANNER("SSH-2.0-OpenSSH_9.2\r\n"),
    /** A status of letters. */
    STATUS_NOT_A_NUMBER("HTTP/1.1 abc OK\r\nContent-Length: 2\r\n\r\nok"),
    /** A status of zeros. */
    STATUS_ZERO("HTTP/1.1 000 OK\r\nContent-Length: 2\r\n\r\nok"),
    /** A status of two digits. */
    STATUS_OF_TWO_DIGITS("HTTP/1.1 99 OK\r\nContent-Length: 2\r\n\r\nok"),
    /** A status beyond the five classes. */
    STATUS_600("HTTP/1.1 600 OK\r\nContent-Length: 2\r\n\r\nok"),
    /** The frames by which HTTP/2 begins, settings and a goaway, to a request of HTTP/1.1. */
    HTTP2_FRAMES("\0\0\0\4\0\0\0\0\0\0\0\10\7\0\0\0\0\0\0\0\0\0\0\1"),
    /** One header line of 64 KB. */
    HEADER_LINE_OF_64K("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Long: " + "x".repeat(1 << 16) + "\r\n\r\nok"),
    /** Two thousand headers, 70 KB of them. */
    HEADERS_BY_THE_THOUSAND("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
            + "X-Many: one of two thousand lines\r\n".repeat(2000) + "\r\nok"),
    /** A first chunk whose size is not hexadecimal. */
    BAD_CHUNK_SIZE("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"),
    /** A good chunk, then one whose size is not hexadecimal. */
    BAD_SECOND_CHUNK_SIZE(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\nhello\r\n0\r\n\r\n"),
    /** A good chunk of 256 KB, then one whose size is not hexadecimal. */
    BAD_CHUNK_SIZE_LATE("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40000\r\n"
            + "x".repeat(0x40000)
            + "\r\nzz\r\nhello\r\n0\r\n\r\n"),
    /** Two different Content-Lengths. */
    TWO_CONTENT_LENGTHS("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\nhello"),
    /** A Content-Length of letters. */
    CONTENT_LENGTH_NOT_A_NUMBER("HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello"),
    /** A Content-Length below zero. */
    NEGATIVE_CONTENT_LENGTH("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"),
    /** Chunks, and a Content-Length beside them. */
    LENGTH_BESIDE_CHUNKS(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nok\r\n0\r\n\r\n"),
    /** A status that has no body, and a Content-Length. */
    LENGTH_IN_204("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok"),
    /** More bytes than the Content-Length says. */
    EXCESS_BODY("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokandmore"),
    /** A chunk that is longer than its size. */
    BAD_CHUNK_END("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello and more\r\n0\r\n\r\n"),
    /** A change of protocol that nobody asked for. */
    UNASKED_101("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n");

    private final String sent;

    Malformed(String sent) {
        this.sent = sent;
    }

    @Override
    public void serve(Call call) throws IOException {
        call.send(sent);
        call.close();
    }
}
