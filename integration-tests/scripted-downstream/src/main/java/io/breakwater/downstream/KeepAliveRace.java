package io.breakwater.downstream;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers the first request of each connection, keeps the connection, and ends it when the second has come: what a client meets
 * whose idle connection is closed while its next request is under way.
 */
public final class KeepAliveRace implements Behaviour {
    private final Set<Integer> kept = ConcurrentHashMap.newKeySet();

    @Override
    public void serve(Call call) throws IOException {
        if (kept.add(call.request().connection())) {
            Answer.ok("calm").serve(call);
        } else {
            call.close();
        }
    }
}
