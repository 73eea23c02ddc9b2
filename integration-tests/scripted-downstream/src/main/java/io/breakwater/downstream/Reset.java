package io.breakwater.downstream;

import java.io.IOException;

/** Reads the request and resets the connection (RST) without a word. */
public record Reset() implements Behaviour {
    @Override
    public void serve(Call call) throws IOException {
        call.reset();
    }
}
