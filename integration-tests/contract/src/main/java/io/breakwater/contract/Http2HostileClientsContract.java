package io.breakwater.contract;

import io.breakwater.contract.client.FrameClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The same of clients that bring several requests at once on one connection of HTTP/2, and let little be sent back. */
@Promise(value = "HostileClients", in = Section.HTTP_2)
public class Http2HostileClientsContract extends HostileClientsContract {
    private static final int MOST_STREAMS = 6;
    private static final int LONG_MILLIS = 5000;
    private static final int SMALL_WINDOW = 1000;

    @Override
    protected void hostileVisit(URI uri, Random random) {
        try (FrameClient client = random.nextInt(4) == 0
                ? FrameClient.deaf(uri)
                : FrameClient.withWindow(uri, random.nextInt(SMALL_WINDOW))) {
            List<Integer> streams = new ArrayList<>();
            for (int number = random.nextInt(MOST_STREAMS); number >= 0; number--) {
                streams.add(random.nextBoolean() ? read(client, random) : write(client, random));
                pause(random, 50);
            }
            pause(random, LONG_MILLIS);
            for (int stream : streams) {
                if (random.nextBoolean()) {
                    client.cancel(stream);
                }
            }
            pause(random, 100);
        }
    }

    private static int read(FrameClient client, Random random) {
        int stream = client.get(random.nextInt(3) == 0 ? "/proxied/well" : HostileClient.large(random));
        if (random.nextInt(4) == 0) {
            pause(random, 50);
            client.cancel(stream);
        }
        return stream;
    }

    /** Drips, and at times does not come to an end. */
    private static int write(FrameClient client, Random random) {
        int stream = client.post("/proxied/well");
        for (int piece = random.nextInt(20); piece >= 0; piece--) {
            client.data(stream, "x", false);
            pause(random, 60);
        }
        if (random.nextBoolean()) {
            client.data(stream, "x", true);
        }
        return stream;
    }

    private static void pause(Random random, int mostMillis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(mostMillis)));
    }
}
