package io.breakwater.benchmarks.load;

/**
 * What came back.
 *
 * @param status the status; 0 when there was no whole answer
 * @param bytes of the body
 */
public record Reply(int status, long bytes) {
    static final Reply BROKEN = new Reply(0, 0);
}
