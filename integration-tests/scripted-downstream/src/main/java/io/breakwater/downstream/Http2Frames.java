package io.breakwater.downstream;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The frames of one connection (RFC 9113, sections 4 to 6), as far as a server needs them that answers one stream after the other. For one thread. */
final class Http2Frames {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int GOAWAY = 7;
    static final int END_STREAM = 0x1;
    static final int LONGEST = 1 << 14;

    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int WINDOW_UPDATE = 8;
    private static final int ACK = 0x1;
    private static final int END_HEADERS = 0x4;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int FIRST_WINDOW = 65_535;

    private final Call call;
    private final DataInputStream in;
    private final Deque<Integer> whole = new ArrayDeque<>();
    private final Map<Integer, Integer> windows = new HashMap<>();
    private int streamWindow = FIRST_WINDOW;
    private int connectionWindow = FIRST_WINDOW;
    private boolean settled;

    Http2Frames(Call call) {
        this.call = call;
        this.in = new DataInputStream(call.in());
    }

    /** Tells our settings, which are those that hold without a word, and reads the client's. */
    void settle(int prefaceLeft) throws IOException {
        in.readFully(new byte[prefaceLeft]);
        send(SETTINGS, 0, 0, new byte[0]);
        while (!settled) {
            read();
        }
    }

    /** The next stream whose request has come whole; empty when the client has left. */
    Optional<Integer> next() throws IOException {
        try {
            while (whole.isEmpty()) {
                read();
            }
        } catch (EOFException e) {
            return Optional.empty();
        }
        return Optional.of(whole.remove());
    }

    private void read() throws IOException {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        boolean answers = (flags & ACK) != 0;
        switch (type) {
            case HEADERS -> {
                call.arrived();
                endIf(flags, stream);
            }
            case DATA -> {
                if (length > 0) {
                    send(WINDOW_UPDATE, 0, 0, number(length));
                    send(WINDOW_UPDATE, 0, stream, number(length));
                }
                endIf(flags, stream);
            }
            case SETTINGS -> {
                if (!answers) {
                    apply(payload);
                    send(SETTINGS, ACK, 0, new byte[0]);
                    settled = true;
                }
            }
            case PING -> {
                if (!answers) {
                    send(PING, ACK, 0, payload);
                }
            }
            case WINDOW_UPDATE -> widen(stream, (int) unsigned(payload, 0));
            default -> {
                // Nothing that an answer depends on.
            }
        }
    }

    private void endIf(int flags, int stream) {
        if ((flags & END_STREAM) != 0) {
            whole.add(stream);
        }
    }

    private void apply(byte[] settings) {
        for (int at = 0; at < settings.length; at += 6) {
            if (settings[at + 1] == INITIAL_WINDOW_SIZE) {
                streamWindow = (int) unsigned(settings, at + 2);
            }
        }
    }

    private void widen(int stream, int by) {
        if (stream == 0) {
            connectionWindow += by;
        } else {
            windows.merge(stream, by, Integer::sum);
        }
    }

    /** Sends as much of a body as that is, once the client takes it. */
    void sendData(int stream, byte[] piece, boolean last) throws IOException {
        while (connectionWindow < piece.length || streamWindow + windows.getOrDefault(stream, 0) < piece.length) {
            read();
        }
        connectionWindow -= piece.length;
        windows.merge(stream, -piece.length, Integer::sum);
        send(DATA, last ? END_STREAM : 0, stream, piece);
    }

    /** Headers in one frame. */
    void sendHeaders(int stream, byte[] block, boolean last) throws IOException {
        send(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, block);
    }

    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        call.send(bytes.toByteArray());
    }

    static byte[] number(int value) {
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    private static long unsigned(byte[] bytes, int at) {
        long value = 0;
        for (int i = at; i < at + 4; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }
}
