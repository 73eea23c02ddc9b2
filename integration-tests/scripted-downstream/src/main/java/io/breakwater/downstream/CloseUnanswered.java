package io.breakwater.downstream;

import java.io.IOException;

/** Reads the request and ends the connection (FIN) without a word. */
public record CloseUnanswered() implements Behaviour {
    @Override
    public void serve(Call call) throws IOException {
        call.close();
    }
}
