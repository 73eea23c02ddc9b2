package io.breakwater.internal.wrapper;

import jakarta.servlet.ServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request attributes that an attempt has changed, with what they were, so that the next finds what this one found. */
final class ChangedAttributes {

    private record Change(String name, @Nullable Object before) {}

    private final List<Change> changes = new ArrayList<>();

    void beforeChange(String name, ServletRequest request) {
        for (Change change : changes) {
            if (change.name().equals(name)) {
                return;
            }
        }
        changes.add(new Change(name, request.getAttribute(name)));
    }

    void restore(ServletRequest request) {
        for (Change change : changes) {
            if (change.before() == null) {
                request.removeAttribute(change.name());
            } else {
                request.setAttribute(change.name(), change.before());
            }
        }
    }
}
