package io.breakwater.downstream;

/**
 * A request as it reached the downstream. Immutable.
 *
 * @param connection the number of the connection it came on, from 1
 * @param method as sent
 * @param target as sent, query included
 * @param headers as sent
 * @param body the body without its framing, up to {@link #BODY_BOUND} bytes of it
 * @param bodyLength how many bytes the body had in all
 * @param whole whether the body came to its end; otherwise the client left in the middle of it
 */
public record ReceivedRequest(
        int connection, String method, String target, Headers headers, Bytes body, long bodyLength, boolean whole) {
    /** How much of a body is kept. */
    public static final int BODY_BOUND = 1 << 20;

    /** The target without its query. */
    public String path() {
        return pathOf(target);
    }

    static String pathOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
