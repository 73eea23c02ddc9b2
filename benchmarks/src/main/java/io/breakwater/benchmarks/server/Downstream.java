package io.breakwater.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service behind the apps, with as little work for each call as can be: a thread for each connection, no parsing beyond
 * the request line. Behaves as the {@link Route} of the path says, and counts what reaches it.
 */
public final class Downstream {

    private static final Logger LOG = LoggerFactory.getLogger(Downstream.class);

    private static final int BACKLOG = 4096;
    private static final int PIECE = 64 * 1024;
    private static final long SMALL_STACK = 256 * 1024;
    /** What a path begins with that asks for a count, and sets it back. */
    private static final String COUNT = "/count/";

    private final byte[] bytes = new byte[PIECE];
    private final FailureDice luck = new FailureDice();
    private final Map<Route, LongAdder> counts = new ConcurrentHashMap<>();

    private Downstream() {}

    /** Serves until it is killed. */
    public static void main(String[] arguments) throws IOException {
        Downstream downstream = new Downstream();
        try (ServerSocket door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            System.out.println("listening " + door.getLocalPort());
            while (true) {
                Socket client = door.accept();
                Thread thread = new Thread(null, () -> downstream.serve(client), "connection", SMALL_STACK);
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            RequestLines requests = new RequestLines(client.getInputStream());
            OutputStream out = client.getOutputStream();
            for (String target = requests.next(); !target.isEmpty(); target = requests.next()) {
                if (!answer(target, client, out)) {
                    return;
                }
            }
        } catch (IOException e) {
            LOG.debug("a connection has ended", e);
        }
    }

    /** False when there is nothing more to say on this connection. */
    private boolean answer(String target, Socket client, OutputStream out) throws IOException {
        if (target.startsWith(COUNT)) {
            byte[] count = Long.toString(countOf(Route.of(target.substring(COUNT.length() - 1))))
                    .getBytes(StandardCharsets.US_ASCII);
            out.write(head(count.length));
            out.write(count);
            return true;
        }
        Route route = Route.of(target);
        count(route).increment();
        return switch (route) {
            case HEALTHY -> write(out, target);
            case FLAKY, FLAKY3 -> luck.isBad(call(target)) ? reset(client) : write(out, target);
            case DEAD, LIMITED, LEARNING -> wait(client);
            case OPEN, OUTAGE, REFUSED -> reset(client);
        };
    }

    private LongAdder count(Route route) {
        return counts.computeIfAbsent(route, first -> new LongAdder());
    }

    private long countOf(Route route) {
        luck.forget();
        return count(route).sumThenReset();
    }

    private static byte[] head(long length) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private boolean write(OutputStream out, String target) throws IOException {
        String path = target.split("\\?", 2)[0];
        long left = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
        byte[] head = head(left);
        // The first piece goes out with the head, in one packet where it fits.
        byte[] first = new byte[(int) Math.min(PIECE, head.length + left)];
        System.arraycopy(head, 0, first, 0, head.length);
        out.write(first);
        left -= first.length - head.length;
        while (left > 0) {
            int piece = (int) Math.min(PIECE, left);
            out.write(bytes, 0, piece);
            left -= piece;
        }
        return true;
    }

    private static int call(String target) {
        return Integer.parseInt(target.substring(target.lastIndexOf("n=") + 2));
    }

    private static boolean reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        return false;
    }

    /** Until the caller has had enough. */
    private static boolean wait(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        while (in.read() >= 0) {
            // A pipelined request would wait as well.
        }
        return false;
    }
}
