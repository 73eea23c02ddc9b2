package io.breakwater.internal.inject;

import io.breakwater.fault.Fault;

/**
 * Where an attempt's answer breaks off. Counted by whoever writes, one at a time; any thread may look at whether it has happened. Internal
 * between rooms.
 */
public final class AnswerCut {

    private long left;
    private volatile boolean done;

    AnswerCut(long bytes) {
        this.left = bytes;
    }

    /**
     * Returns how many of the next bytes may still pass; where that is fewer, it has happened.
     *
     * @param length how many are to be written
     */
    public int take(int length) {
        int passing = (int) Math.min(left, length);
        left -= passing;
        if (passing < length) {
            done = true;
        }
        return passing;
    }

    /** Whether something has been cut off. */
    public boolean isDone() {
        return done;
    }

    /** Returns what whoever has tried to write more gets to know. */
    public InjectedFailure failure() {
        return new InjectedFailure(Fault.RESPONSE_INCOMPLETE);
    }
}
