package io.breakwater.contract;

import io.breakwater.contract.app.Reading;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.downstream.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What clients do that are slow, that break off or that cannot count; each does it once, on a connection of its own. */
enum HostileClient {
    /** Sends its body byte by byte. */
    DRIPS {
        @Override
        void act(RawClient client, RawRequest request, Random random) {
            client.sendHead(request);
            for (byte next : request.body().toArray()) {
                client.pause(millis(random, 60)).sendBytes(Bytes.of(new byte[] {next}));
            }
            client.receive();
        }
    },
    /** Stops within its body, and goes on when much time is up, or leaves. */
    STALLS {
        @Override
        void act(RawClient client, RawRequest request, Random random) {
            int half = sendSome(client, request, random);
            client.pause(millis(random, LONG_MILLIS));
            if (random.nextBoolean()) {
                client.sendBytes(Bytes.utf8(request.body().utf8().substring(half)));
                client.receive();
            } else {
                leave(client, random);
            }
        }
    },
    /** Leaves within its body. */
    BREAKS_OFF {
        @Override
        void act(RawClient client, RawRequest request, Random random) {
            sendSome(client, request, random);
            leave(client, random);
        }
    },
    /** Ends its sending within its body, and reads. */
    ENDS_TOO_EARLY {
        @Override
        void act(RawClient client, RawRequest request, Random random) {
            sendSome(client, request, random);
            client.endSending().receive();
        }
    },
    /** Ends its sending as soon as all is sent, and reads. */
    HALF_CLOSES {
        @Override
        void act(RawClient client, RawRequest request, Random random) {
            client.send(request).endSending().receive();
        }
    },
    /** Sends a chunk whose size is none. */
    CANNOT_COUNT {
        @Override
        void act(RawClient client, RawRequest request, Random random) {
            client.sendHead(chunked(request));
            client.sendBytes(Bytes.utf8("4\r\nabcd\r\nno size\r\n")).pause(millis(random, 100));
            client.endSending().receive();
        }
    },
    /** Sends something else in place of the end of its body, such as the last boundary. */
    FORGETS_ITS_END {
        @Override
        void act(RawClient client, RawRequest request, Random random) {
            String body = request.body().utf8();
            int tail = Math.min(body.length(), 18);
            client.sendHead(request)
                    .sendBytes(Bytes.utf8(body.substring(0, body.length() - tail) + "%".repeat(tail)))
                    .receive();
        }
    },
    /** Leaves within the head of its request. */
    LEAVES_AT_ONCE {
        @Override
        void act(RawClient client, RawRequest request, Random random) {
            if (random.nextBoolean()) {
                client.sendHead(request);
            } else {
                client.sendBytes(Bytes.utf8("GET /proxied/well HTTP/1.1\r\nHo"));
            }
            leave(client, random);
        }
    },
    /** Reads a large answer in small pieces, and leaves. */
    READS_SLOWLY {
        @Override
        void act(RawClient client, RawRequest request, Random random) {
            client.send(RawRequest.get(large(random)).with(ID, name()));
            for (int piece = random.nextInt(10); piece >= 0; piece--) {
                client.receiveSome(random.nextInt(4000));
                client.pause(millis(random, 300));
            }
            leave(client, random);
        }
    },
    /** Asks for a large answer, reads nothing, and leaves. */
    READS_NOTHING {
        @Override
        void act(RawClient client, RawRequest request, Random random) {
            client.send(RawRequest.get(large(random)).with(ID, name())).pause(millis(random, LONG_MILLIS));
            leave(client, random);
        }
    };

    private static final String ID = "X-Request-ID";

    /** Longer than the app's timeout. */
    private static final int LONG_MILLIS = 5000;

    private static final List<Reading> READINGS = List.of(Reading.values());

    /** Does it, with that request. */
    abstract void act(RawClient client, RawRequest request, Random random);

    /** One visit, of which the random numbers decide everything. */
    static void visit(URI uri, Random random) {
        HostileClient kind = values()[random.nextInt(values().length)];
        Reading reading = READINGS.get(random.nextInt(READINGS.size()));
        RawRequest request = reading.post(target(reading), "x".repeat(4 + random.nextInt(30)));
        try (RawClient client = RawClient.withSmallWindow(uri)) {
            kind.act(client, request.with(ID, kind.name()), random);
        }
    }

    /** Where the app takes what is sent in that way, and asks the downstream. */
    static String target(Reading reading) {
        return reading == Reading.BODY
                ? "/proxied/well"
                : "/read/" + reading.name().toLowerCase(Locale.ROOT);
    }

    static String large(Random random) {
        return random.nextBoolean() ? "/proxied/large" : "/large";
    }

    static Duration millis(Random random, int most) {
        return Duration.ofMillis(1 + random.nextInt(most));
    }

    private static int sendSome(RawClient client, RawRequest request, Random random) {
        String body = request.body().utf8();
        int count = random.nextInt(body.length());
        client.sendHead(request).pause(millis(random, 100)).sendBytes(Bytes.utf8(body.substring(0, count)));
        client.pause(millis(random, 100));
        return count;
    }

    private static void leave(RawClient client, Random random) {
        if (random.nextBoolean()) {
            client.hangUp();
        } else {
            client.hangUpHard();
        }
    }

    private static RawRequest chunked(RawRequest request) {
        RawRequest changed = RawRequest.get(request.target()).withMethod("POST").with("Transfer-Encoding", "chunked");
        for (String kept : new String[] {"Content-Type", ID}) {
            changed = changed.with(kept, request.headers().first(kept).orElseThrow());
        }
        return changed;
    }
}
