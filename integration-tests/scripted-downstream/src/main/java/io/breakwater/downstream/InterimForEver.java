package io.breakwater.downstream;

import java.io.IOException;
import java.time.Duration;

/**
 * Sends interim (1xx) responses until the client leaves, and no answer.
 *
 * @param interval the pause before each
 */
public record InterimForEver(Duration interval) implements Behaviour {
    @Override
    public void serve(Call call) throws IOException {
        while (!call.replaced()) {
            call.pause(interval);
            call.send("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n");
        }
    }
}
