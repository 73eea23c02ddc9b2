package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.load.Tally;
import io.breakwater.benchmarks.peer.Peer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last tally of each peer, for a word on what its answers were. */
final class Tallies {

    private final Map<String, Tally> last = new LinkedHashMap<>();

    void add(Peer peer, Tally tally) {
        last.put(peer.name(), tally);
    }

    Tally of(Peer peer) {
        Tally tally = last.get(peer.name());
        if (tally == null) {
            throw new IllegalStateException(peer.name() + " was not measured");
        }
        return tally;
    }

    void remarkOn(Rounds rounds) {
        last.forEach((name, tally) -> rounds.remark(name, tally.statuses()));
    }
}
