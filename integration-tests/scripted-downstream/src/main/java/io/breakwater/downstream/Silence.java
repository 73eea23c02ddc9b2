package io.breakwater.downstream;

import java.io.IOException;

/** A black hole: reads the request and never answers. */
public record Silence() implements Behaviour {
    @Override
    public void serve(Call call) throws IOException {
        call.hold();
    }
}
