package io.breakwater.downstream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One behaviour for the first request, the next for the second, and the last of them for every one after: 503 twice, then
 * 200. Counts all requests that meet it, whoever sent them.
 */
public final class InTurn implements Behaviour {
    private final List<Behaviour> turns;
    private final AtomicInteger served = new AtomicInteger();

    private InTurn(List<Behaviour> turns) {
        for (Behaviour turn : turns) {
            if (turn.door() != Door.OPEN) {
                throw new IllegalArgumentException(turn + " acts before a request is read: it can't have a turn");
            }
        }
        this.turns = List.copyOf(turns);
    }

    /** These, each for one request. */
    public static InTurn inTurn(Behaviour first, Behaviour... more) {
        List<Behaviour> turns = new ArrayList<>(List.of(more));
        turns.add(0, first);
        return new InTurn(turns);
    }

    /** The same for so many requests. */
    public static InTurn times(int count, Behaviour behaviour) {
        return new InTurn(Collections.nCopies(count, behaviour));
    }

    /** These turns, and that one for every request after them. */
    public InTurn thenAlways(Behaviour last) {
        List<Behaviour> more = new ArrayList<>(turns);
        more.add(last);
        return new InTurn(more);
    }

    @Override
    public void serve(Call call) throws IOException {
        turns.get(Math.min(served.getAndIncrement(), turns.size() - 1)).serve(call);
    }

    @Override
    public String toString() {
        return "InTurn" + turns;
    }
}
