package io.breakwater.downstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A good answer, framed by Content-Length unless {@link #chunked}; the connection is kept. HEAD gets no body.
 *
 * @param status the status, 200 or above
 * @param headers sent as given, before those of the framing
 * @param body the body; none is sent where the status forbids one
 * @param chunked whether the body is sent in chunks of 1 KB and no length is promised
 */
public record Answer(int status, Headers headers, Bytes body, boolean chunked) implements Behaviour {
    private static final int CHUNK = 1024;

    /** 200 with that text. */
    public static Answer ok(String text) {
        return status(200).with("Content-Type", "text/plain;charset=utf-8").body(Bytes.utf8(text));
    }

    /** That status with no body. */
    public static Answer status(int status) {
        return new Answer(status, Headers.none(), Bytes.none(), false);
    }

    /** This and one header more. */
    public Answer with(String name, String value) {
        return new Answer(status, headers.with(name, value), body, chunked);
    }

    /** This with that body. */
    public Answer body(Bytes newBody) {
        return new Answer(status, headers, newBody, chunked);
    }

    /** This, its body in chunks. */
    public Answer inChunks() {
        return new Answer(status, headers, body, true);
    }

    @Override
    public void serve(Call call) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
        for (Header field : headers.fields()) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        boolean bodyAllowed = status != 204 && status != 304;
        if (bodyAllowed) {
            head.append(chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.length() + "\r\n");
        }
        if (call.lastByRequest()) {
            head.append("Connection: close\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (bodyAllowed && !call.request().method().equals("HEAD")) {
            answer.writeBytes(chunked ? chunks(body.toArray()) : body.toArray());
        }
        call.send(answer.toByteArray());
    }

    private static byte[] chunks(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; from += CHUNK) {
            int length = Math.min(CHUNK, body.length - from);
            out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(body, from, length);
            out.writeBytes(new byte[] {'\r', '\n'});
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }
}
