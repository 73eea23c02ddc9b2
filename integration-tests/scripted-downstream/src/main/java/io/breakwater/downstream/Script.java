package io.breakwater.downstream;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which behaviour is in force where. Immutable: a change makes a new one, so a request sees all of it or none.
 *
 * @param general for paths without one of their own
 * @param byPrefix for a path and everything below it
 */
record Script(Scene general, Map<String, Scene> byPrefix) {
    Script {
        byPrefix = Map.copyOf(byPrefix);
    }

    Scene at(String path) {
        return byPrefix.entrySet().stream()
                .filter(entry -> covers(entry.getKey(), path))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(general);
    }

    Script with(Scene newGeneral) {
        return new Script(newGeneral, byPrefix);
    }

    Script with(String prefix, Optional<Scene> scene) {
        Map<String, Scene> changed = new HashMap<>(byPrefix);
        scene.ifPresentOrElse(it -> changed.put(prefix, it), () -> changed.remove(prefix));
        return new Script(general, changed);
    }

    /** Whole segments count: {@code /api/orders} covers {@code /api/orders/7}, not {@code /api/orders-old}. */
    static boolean covers(String prefix, String path) {
        return path.startsWith(prefix)
                && (prefix.endsWith("/") || path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
