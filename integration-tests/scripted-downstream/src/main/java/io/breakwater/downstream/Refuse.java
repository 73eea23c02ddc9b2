package io.breakwater.downstream;

import java.io.IOException;

/** Nobody listens: connects are refused. For the whole port only; kept connections that are idle end too. */
public record Refuse() implements Behaviour {
    @Override
    public Door door() {
        return Door.SHUT;
    }

    /** Reached only by a request that was under way when the door was shut. */
    @Override
    public void serve(Call call) throws IOException {
        call.reset();
    }
}
