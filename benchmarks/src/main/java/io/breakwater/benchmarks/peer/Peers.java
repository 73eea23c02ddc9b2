package io.breakwater.benchmarks.peer;

import io.breakwater.benchmarks.server.App.Guarded;
import java.util.List;

/** All peers, in the order of the tables. */
public final class Peers {

    /** The app as it is: what everybody is compared with. */
    public static final Peer UNGUARDED = new JavaApp("unguarded", Guarded.NOT);
    /** The app behind our filter. */
    public static final Peer BREAKWATER = new JavaApp("Breakwater", Guarded.BY_BREAKWATER);

    public static final Peer NAIVE = new JavaApp("the afternoon's filter", Guarded.BY_NAIVE);
    public static final Peer GATEWAY = new Gateway();
    public static final Peer NGINX = new Nginx();
    public static final Peer HAPROXY = new Haproxy();

    /** Everybody. */
    public static final List<Peer> ALL = List.of(UNGUARDED, BREAKWATER, NAIVE, GATEWAY, NGINX, HAPROXY);

    private Peers() {}
}
