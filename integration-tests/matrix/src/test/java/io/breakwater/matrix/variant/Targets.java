package io.breakwater.matrix.variant;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which downstream is meant by which path, so that one app can ask many. Thread-safe. */
public final class Targets {
    private final Map<String, URI> byPath = new ConcurrentHashMap<>();

    /** From now on, that name's path is that target's. */
    public String path(String name, URI target) {
        String path = "/" + name;
        byPath.put(path, target);
        return path;
    }

    /** What to ask for that path, query excluded. */
    public URI of(String path) {
        URI target = byPath.get(path);
        if (target == null) {
            throw new IllegalStateException("nobody is meant by " + path);
        }
        return target;
    }
}
