package io.breakwater.matrix;

import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/**
 * A good answer to which chance has done something: bytes changed, cut off, held back, or nothing but noise. The same seed makes the
 * same answer. Immutable.
 *
 * @param framing of the answer before anything was done to it
 * @param headLength where its body began
 * @param whole how long it was
 * @param sent what is sent of it
 * @param noisy whether bytes were changed, so that nobody can tell what a client must make of it
 * @param pauses positions before which there is a pause
 * @param stalls whether it falls silent at the end, connection open
 * @param reset whether it ends the hard way
 */
record RoughAnswer(
        Framing framing,
        int headLength,
        int whole,
        Bytes sent,
        boolean noisy,
        List<Integer> pauses,
        boolean stalls,
        boolean reset)
        implements Behaviour {

    /** How its end is told. */
    enum Framing {
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private static final List<Framing> FRAMINGS = List.copyOf(EnumSet.allOf(Framing.class));
    private static final int[] STATUSES = {200, 200, 200, 200, 201, 404, 503};
    private static final int LONG_BODY = 150_000;
    private static final int LONGEST_PAUSE = 15;

    static RoughAnswer of(long seed) {
        Random random = new Random(seed);
        Framing framing = FRAMINGS.get(random.nextInt(FRAMINGS.size()));
        int length = random.nextInt(12) == 0 ? random.nextInt(LONG_BODY) : random.nextInt(60);
        String head = head(STATUSES[random.nextInt(STATUSES.length)], framing, length);
        byte[] good = (head + body(framing, length)).getBytes(StandardCharsets.ISO_8859_1);
        boolean noisy = random.nextInt(3) == 0;
        byte[] sent = noisy ? noise(good, random) : good;
        if (random.nextInt(2) == 0) {
            sent = Arrays.copyOf(sent, random.nextInt(sent.length + 1));
        }
        List<Integer> pauses = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            pauses.add(random.nextInt(sent.length + 1));
        }
        pauses.sort(null);
        return new RoughAnswer(
                framing,
                head.length(),
                good.length,
                Bytes.of(sent),
                noisy,
                List.copyOf(pauses),
                random.nextInt(40) == 0,
                random.nextInt(3) == 0);
    }

    private static String head(int status, Framing framing, int length) {
        return "HTTP/1.1 " + status + " Sea\r\nContent-Type: text/plain\r\nX-From: downstream\r\n"
                + switch (framing) {
                    case LENGTH -> "Content-Length: " + length + "\r\n\r\n";
                    case CHUNKED -> "Transfer-Encoding: chunked\r\n\r\n";
                    case UNTIL_CLOSE -> "Connection: close\r\n\r\n";
                };
    }

    private static String body(Framing framing, int length) {
        String body = "x".repeat(length);
        if (framing != Framing.CHUNKED) {
            return body;
        }
        return (length == 0 ? "" : Integer.toHexString(length) + "\r\n" + body + "\r\n") + "0\r\n\r\n";
    }

    /** A few bytes changed, mostly of the head; or nothing but noise. */
    private static byte[] noise(byte[] good, Random random) {
        byte[] noisy = good.clone();
        if (random.nextInt(5) == 0) {
            noisy = new byte[random.nextInt(200)];
            random.nextBytes(noisy);
            return noisy;
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            int reach = random.nextInt(4) == 0 ? noisy.length : Math.min(noisy.length, 110);
            noisy[random.nextInt(reach)] = (byte) random.nextInt(256);
        }
        return noisy;
    }

    /** Whether it ends before its framing says so, in the head or in the body; not where only the connection's end ends it. */
    boolean isCut() {
        // The last bytes of a last chunk are read by some clients and not by others.
        int least = framing == Framing.CHUNKED ? whole - 5 : whole;
        boolean untold = framing == Framing.UNTIL_CLOSE && sent.length() >= headLength;
        return !noisy && sent.length() < least && !untold;
    }

    boolean isCutInHead() {
        return isCut() && sent.length() < headLength;
    }

    @Override
    public void serve(Call call) throws IOException {
        byte[] bytes = sent.toArray();
        int from = 0;
        for (int pause : pauses) {
            call.send(Arrays.copyOfRange(bytes, from, pause));
            call.pause(Duration.ofMillis(1 + pause % LONGEST_PAUSE));
            from = pause;
        }
        call.send(Arrays.copyOfRange(bytes, from, sent.length()));
        if (stalls) {
            call.hold();
        } else if (reset && sent.length() < whole) {
            call.reset();
        } else {
            call.close();
        }
    }

    @Override
    public String toString() {
        String text = new String(sent.toArray(), 0, Math.min(sent.length(), 300), StandardCharsets.ISO_8859_1);
        return framing + (stalls ? " stalls " : " ") + (reset ? "reset " : "") + sent.length() + " of " + whole
                + " bytes: " + text;
    }
}
