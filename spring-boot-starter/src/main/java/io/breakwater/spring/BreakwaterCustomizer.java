package io.breakwater.spring;

import io.breakwater.Breakwater;

/** A bean that has a say in how the app's {@link Breakwater} is built, after its settings and the other beans. */
@FunctionalInterface
public interface BreakwaterCustomizer {

    /** Changes the builder. */
    void customize(Breakwater.Builder builder);
}
