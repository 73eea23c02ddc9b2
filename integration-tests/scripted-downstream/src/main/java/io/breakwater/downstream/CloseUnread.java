package io.breakwater.downstream;

import java.io.IOException;

/** Takes connections and ends them (FIN) before a request is read. For the whole port only. */
public record CloseUnread() implements Behaviour {
    @Override
    public Door door() {
        return Door.SLAMMED;
    }

    /** Reached only by a request that was under way when the door was slammed. */
    @Override
    public void serve(Call call) throws IOException {
        call.close();
    }
}
