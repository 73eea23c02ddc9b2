package io.breakwater.contract;

import io.breakwater.contract.client.FrameClient;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** The same beside clients that ask much of one HTTP/2 connection and let little or nothing be sent to them. */
public abstract class Http2HostileClientsContract extends HostileClientsContract {
    /** Of all connections together fewer than the app has threads for. */
    private static final int MOST_STREAMS = 8;

    private static final int LONG_MILLIS = 3000;

    @Override
    protected void hostileVisit(URI uri, Random random) {
        if (random.nextInt(3) == 0) {
            super.hostileVisit(uri, random);
            return;
        }
        try (FrameClient client = connect(uri, random)) {
            for (int stream = random.nextInt(MOST_STREAMS); stream >= 0; stream--) {
                client.get(random.nextInt(4) == 0 ? "/proxied/well" : HostileClient.large(random));
            }
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONG_MILLIS)).toNanos());
        }
    }

    private static FrameClient connect(URI uri, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> FrameClient.withWindow(uri, 0);
            case 1 -> FrameClient.withWindow(uri, 1 + random.nextInt(100_000));
            default -> FrameClient.deaf(uri);
        };
    }
}
