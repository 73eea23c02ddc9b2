package io.breakwater.operations.recent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds exchanges by their ID in constant time. A client may send one ID for all its requests, so those of one ID are a chain.
 * Guarded by the lock of {@link RecentExchanges}.
 */
final class IdIndex {

    private final Map<String, Node> newest = new HashMap<>();

    void add(Node node) {
        Node before = newest.put(node.key, node);
        if (before != null) {
            node.older = before;
            before.newer = node;
        }
    }

    void remove(Node node) {
        Node older = node.older;
        Node newer = node.newer;
        if (older != null) {
            older.newer = newer;
        }
        if (newer != null) {
            newer.older = older;
        } else if (older != null) {
            newest.put(node.key, older);
        } else {
            newest.remove(node.key);
        }
        node.older = null;
        node.newer = null;
    }

    List<ExchangeRecord> find(String key, int most) {
        List<ExchangeRecord> found = new ArrayList<>();
        for (Node node = newest.get(key); node != null && found.size() < most; node = node.older) {
            found.add(node.exchange);
        }
        return found;
    }
}
