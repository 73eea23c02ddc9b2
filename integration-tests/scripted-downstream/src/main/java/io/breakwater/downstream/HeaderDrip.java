package io.breakwater.downstream;

import java.io.IOException;
import java.time.Duration;

/**
 * Sends a good answer's header one byte at a time: each read succeeds, so a socket time-out never fires.
 *
 * @param interval the pause before each byte
 */
public record HeaderDrip(Duration interval) implements Behaviour {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    @Override
    public void serve(Call call) throws IOException {
        for (int i = 0; i < ANSWER.length(); i++) {
            call.pause(interval);
            call.send(ANSWER.substring(i, i + 1));
        }
        call.close();
    }
}
