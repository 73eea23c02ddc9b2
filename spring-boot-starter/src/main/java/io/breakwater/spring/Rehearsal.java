package io.breakwater.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request in whose attributes Spring may leave what it finds out, without anybody seeing it later. Not thread-safe. */
final class Rehearsal extends HttpServletRequestWrapper {

    /** What was set since, null for what was removed. */
    private final Map<String, @Nullable Object> changed = new HashMap<>();

    Rehearsal(HttpServletRequest request) {
        super(request);
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return changed.containsKey(name) ? changed.get(name) : super.getAttribute(name);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        changed.put(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        changed.put(name, null);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        Set<String> names = new LinkedHashSet<>(Collections.list(super.getAttributeNames()));
        changed.forEach((name, value) -> {
            if (value == null) {
                names.remove(name);
            } else {
                names.add(name);
            }
        });
        return Collections.enumeration(names);
    }
}
