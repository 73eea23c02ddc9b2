package io.breakwater.contract.client;

import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Headers;
import java.time.Duration;
import java.util.List;

/**
 * Everything the client saw of an answer, as far as it came. Immutable.
 *
 * @param statusLine the final one; empty when none came
 * @param interim the status lines of interim (1xx) responses before it
 * @param headers as sent
 * @param body without its framing
 * @param framing what tells its end
 * @param ending how it ended
 * @param firstByte from the moment the request began to go out
 * @param lastByte from the same moment; equal to {@code firstByte} when nothing came
 */
public record RawResponse(
        String statusLine,
        List<String> interim,
        Headers headers,
        Bytes body,
        Framing framing,
        Ending ending,
        Duration firstByte,
        Duration lastByte) {
    public RawResponse {
        interim = List.copyOf(interim);
    }

    /**
     * The status.
     *
     * @throws IllegalStateException when no answer came
     */
    public int status() {
        String[] parts = statusLine.split(" ", 3);
        if (parts.length < 2) {
            throw new IllegalStateException("no status line came: '" + statusLine + "' " + ending);
        }
        return Integer.parseInt(parts[1]);
    }

    /** Whether the client takes the answer for complete. */
    public boolean whole() {
        return ending == Ending.WHOLE;
    }

    /**
     * The first value of that header.
     *
     * @throws IllegalStateException when it is not there
     */
    public String header(String name) {
        return headers.first(name)
                .orElseThrow(() -> new IllegalStateException("no " + name + " in " + statusLine + " " + headers));
    }
}
