package io.breakwater.downstream;

import java.io.IOException;

/** Starts a good answer and ends the connection in the middle of it. */
public enum CutShort implements Behaviour {
    /** In the status line, by FIN. */
    STATUS_LINE(End.FIN, "HTTP/1.1 20"),
    /** In the headers, by FIN. */
    HEADERS(End.FIN, "HTTP/1.1 200 OK\r\nContent-Type: text/pl"),
    /** With 5 of 100 body bytes, by FIN. */
    CONTENT_LENGTH_BY_FIN(End.FIN, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello"),
    /** With 5 of 100 body bytes, by RST. */
    CONTENT_LENGTH_BY_RST(End.RST, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello"),
    /** After one chunk and before the last, by FIN. */
    CHUNKED_BY_FIN(End.FIN, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
    /** After one chunk and before the last, by RST. */
    CHUNKED_BY_RST(End.RST, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");

    private enum End {
        FIN,
        RST
    }

    private final End end;
    private final String sent;

    CutShort(End end, String sent) {
        this.end = end;
        this.sent = sent;
    }

    @Override
    public void serve(Call call) throws IOException {
        call.send(sent);
        if (end == End.FIN) {
            call.close();
        } else {
            call.reset();
        }
    }
}
