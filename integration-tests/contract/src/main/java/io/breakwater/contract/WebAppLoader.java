package io.breakwater.contract;

import io.breakwater.BreakwaterFilter;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.IntervalFunction;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.stream.Stream;

/** The class loader of a web app that has the filter and what it needs in its {@code WEB-INF/lib}: its own come first. */
final class WebAppLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    WebAppLoader() {
        super(
                Stream.of(BreakwaterFilter.class, CircuitBreaker.class, IntervalFunction.class)
                        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                        .distinct()
                        .toArray(URL[]::new),
                WebAppLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? ownFirst(name, resolve) : known;
        }
    }

    private Class<?> ownFirst(String name, boolean resolve) throws ClassNotFoundException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return super.loadClass(name, resolve);
        }
    }

    /** Service files of the test's own class path name classes that are none of this app's. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.startsWith("META-INF/services/io.breakwater.") ? findResources(name) : super.getResources(name);
    }

    /** A filter of this app's own class, made as web.xml has it made. */
    FilterEntry filter(String className) {
        try {
            Class<?> type = loadClass(className);
            if (type.getClassLoader() != this) {
                throw new IllegalStateException(type + " is not the app's own");
            }
            return FilterEntry.of(className, type.asSubclass(Filter.class));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
