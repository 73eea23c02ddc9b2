package io.breakwater.benchmarks;

import java.lang.reflect.Proxy;

/** An implementation of everything by nothing: whatever a stub does not answer itself fails, so that nobody measures it. */
final class Absent {

    private Absent() {}

    static <T> T of(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.toString());
                }));
    }
}
