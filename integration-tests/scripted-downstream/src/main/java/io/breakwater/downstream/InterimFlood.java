package io.breakwater.downstream;

import java.io.IOException;

/**
 * Sends interim (1xx) responses before a good answer: one is a legal early hint, thousands keep a client busy for ever.
 *
 * @param count how many
 */
public record InterimFlood(int count) implements Behaviour {
    @Override
    public void serve(Call call) throws IOException {
        for (int i = 0; i < count; i++) {
            call.send("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n");
        }
        Answer.ok("ok").serve(call);
    }
}
