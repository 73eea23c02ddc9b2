package io.breakwater.downstream;

import java.io.IOException;
import java.time.Duration;

/**
 * Sends the last bytes of a good answer one at a time: each read succeeds, so a socket time-out never fires.
 *
 * @param bytesAtOnce how much of the body comes without a pause
 * @param bytesDripped how many bytes come one by one after that
 * @param interval the pause before each of these
 */
public record BodyDrip(int bytesAtOnce, int bytesDripped, Duration interval) implements Behaviour {
    @Override
    public void serve(Call call) throws IOException {
        byte[] body = Bytes.filler(bytesAtOnce + bytesDripped).toArray();
        call.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length + "\r\n\r\n");
        call.send(Bytes.filler(bytesAtOnce).toArray());
        for (int i = bytesAtOnce; i < body.length; i++) {
            call.pause(interval);
            call.send(new byte[] {body[i]});
        }
        call.close();
    }
}
