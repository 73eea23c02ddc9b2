package io.breakwater.contract.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One HTTP/2 connection in the clear, by prior knowledge (RFC 9113, section 3.3), that says itself how much the server may send:
 * for clients that let a server wait. Requests are GETs; of the answers only frames are looked at. For one thread.
 */
public final class FrameClient implements AutoCloseable {
    /** As much as HTTP/2 knows of. */
    public static final int ANY_WINDOW = Integer.MAX_VALUE;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final int CONNECTION = 0;
    private static final int FIRST_CONNECTION_WINDOW = 65_535;
    private static final int SMALL_BUFFER = 4096;
    private static final int USUAL_BUFFER = 64 * 1024;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int WINDOW_UPDATE = 8;

    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int CANCEL = 8;
    private static final int INITIAL_WINDOW_SIZE = 4;

    private final Socket socket;
    private final DataInputStream in;
    private final String authority;
    private final Set<Integer> reset = ConcurrentHashMap.newKeySet();
    private final Set<Integer> whole = ConcurrentHashMap.newKeySet();
    private int lastStream = -1;
    private volatile boolean ended;

    private FrameClient(URI server, int streamWindow, int receiveBuffer) throws IOException {
        this.authority = server.getAuthority();
        this.socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        this.in = new DataInputStream(socket.getInputStream());
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.write(PREFACE);
        first.write(frame(
                SETTINGS,
                0,
                CONNECTION,
                ByteBuffer.allocate(6)
                        .putShort((short) INITIAL_WINDOW_SIZE)
                        .putInt(streamWindow)
                        .array()));
        send(first.toByteArray());
        // The server's settings: not before it speaks HTTP/2 may it be asked for anything.
        readFrame();
    }

    /** One that lets the server send so many bytes of each body, and of all together no more than HTTP/2 begins with. */
    public static FrameClient withWindow(URI server, int streamWindow) {
        try {
            FrameClient client = new FrameClient(server, streamWindow, USUAL_BUFFER);
            client.hear();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that lets the server send whatever it likes, and reads none of it. */
    public static FrameClient deaf(URI server) {
        try {
            FrameClient client = new FrameClient(server, ANY_WINDOW, SMALL_BUFFER);
            client.send(frame(
                    WINDOW_UPDATE,
                    0,
                    CONNECTION,
                    ByteBuffer.allocate(4)
                            .putInt(ANY_WINDOW - FIRST_CONNECTION_WINDOW)
                            .array()));
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to read, after having been {@link #deaf}. */
    public void hear() {
        Thread reader = new Thread(this::read, "frames");
        reader.setDaemon(true);
        reader.start();
    }

    /** Asks for that path on a stream of its own, as a browser would for a page. */
    public int get(String path) {
        // Of HPACK's static table (RFC 7541, appendix A): GET.
        return begin(0x82, path, END_STREAM | END_HEADERS);
    }

    /** Begins to send something to that path, on a stream of its own. */
    public int post(String path) {
        return begin(0x83, path, END_HEADERS);
    }

    /** Begins to send so many bytes to that path, on a stream of its own. */
    public int post(String path, int length) {
        return begin(0x83, path, END_HEADERS, Integer.toString(length));
    }

    private int begin(int method, String path, int flags) {
        return begin(method, path, flags, "");
    }

    private int begin(int method, String path, int flags, String length) {
        lastStream += 2;
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(method);
        // Of the static table, too: http; then names of it with values of ours.
        block.write(0x86);
        literal(block, 0x04, path);
        literal(block, 0x01, authority);
        block.write(0x0f);
        literal(block, 0x04, "text/html");
        if (!length.isEmpty()) {
            block.write(0x0f);
            literal(block, 0x0d, length);
        }
        send(frame(HEADERS, flags, lastStream, block.toByteArray()));
        return lastStream;
    }

    /** Sends a stretch of a body on that stream. */
    public void data(int stream, String text, boolean last) {
        send(frame(DATA, last ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Wants no more of that stream. */
    public void cancel(int stream) {
        send(frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(CANCEL).array()));
    }

    private static void literal(ByteArrayOutputStream block, int name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        block.write(name);
        block.write(bytes.length);
        block.writeBytes(bytes);
    }

    /** The streams that the server has reset so far. */
    public Set<Integer> reset() {
        return Set.copyOf(reset);
    }

    /** Whether the server has sent all of its answer on that stream. */
    public boolean isWhole(int stream) {
        return whole.contains(stream);
    }

    /** Whether the server has ended the connection. Of a deaf client never. */
    public boolean isEnded() {
        return ended;
    }

    private void read() {
        try {
            while (true) {
                readFrame();
            }
        } catch (IOException | UncheckedIOException e) {
            ended = true;
        }
    }

    private void readFrame() throws IOException {
        int length = (in.readUnsignedByte() << 16) + in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        if (type == RST_STREAM) {
            reset.add(stream);
        } else if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
            whole.add(stream);
        } else if ((type == SETTINGS || type == PING) && flags != ACK) {
            send(frame(type, ACK, CONNECTION, type == PING ? payload : new byte[0]));
        }
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putShort((short) (payload.length >> 8))
                .put((byte) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    private synchronized void send(byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
