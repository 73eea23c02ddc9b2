package io.breakwater.internal.container;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reaches into a container for what the Servlet API has no words for, without any container's classes at compile time. */
public final class ContainerReflection {

    private ContainerReflection() {}

    /** The container's own request. */
    public static ServletRequest innermost(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner;
    }

    /** The container's own response. */
    public static ServletResponse innermost(ServletResponse response) {
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            inner = wrapper.getResponse();
        }
        return inner;
    }

    /** Calls one method after the other without arguments, each on what the one before has given. */
    public static Object invokeChain(Object from, String... methods) throws ReflectiveOperationException {
        Object at = from;
        for (String name : methods) {
            Optional<Method> method = method(at.getClass(), name);
            Object next = method.isPresent() ? method.get().invoke(at) : null;
            if (next == null) {
                throw new NoSuchMethodException(name + " of " + at.getClass());
            }
            at = next;
        }
        return at;
    }

    /** Calls a public method without arguments; false when there is none of that name. */
    static boolean call(Object on, String name) throws IOException {
        try {
            on.getClass().getMethod(name).invoke(on);
            return true;
        } catch (InvocationTargetException e) {
            throw new IOException(e.getCause());
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Calls a method with one argument, whatever its access; gives back what that gives, null for nothing. */
    static @Nullable Object invokeWith(@Nullable Object on, String name, Class<?> parameter, @Nullable Object argument)
            throws ReflectiveOperationException {
        if (on == null) {
            throw new NoSuchMethodException(name + " of nothing");
        }
        return method(on.getClass(), name, parameter)
                .orElseThrow(() -> new NoSuchMethodException(name + " of " + on.getClass()))
                .invoke(on, argument);
    }

    /** The value of a field, whatever its access. */
    static Object field(Object from, String name) throws ReflectiveOperationException {
        Field field = declaredField(from.getClass(), name);
        field.setAccessible(true);
        Object value = field.get(from);
        if (value == null) {
            throw new NoSuchFieldException(name + " of " + from.getClass());
        }
        return value;
    }

    private static Field declaredField(@Nullable Class<?> type, String name) throws NoSuchFieldException {
        if (type == null) {
            throw new NoSuchFieldException(name);
        }
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            return declaredField(type.getSuperclass(), name);
        }
    }

    /**
     * Finds a method. Looks in the public types first, since a module refuses a call by any other type, and Jetty's classes
     * behind its public types are often not public. Otherwise looks in the class that declares the method, which works for a
     * container on the class path.
     */
    static Optional<Method> method(Class<?> type, String name, Class<?>... parameters) {
        Optional<Method> open = publicMethod(type, name, parameters);
        return open.isPresent() ? open : declaredMethod(type, name, parameters);
    }

    private static Optional<Method> publicMethod(@Nullable Class<?> type, String name, Class<?>... parameters) {
        if (type == null) {
            return Optional.empty();
        }
        if (Modifier.isPublic(type.getModifiers())) {
            try {
                return Optional.of(type.getMethod(name, parameters));
            } catch (NoSuchMethodException e) {
                return Optional.empty();
            }
        }
        for (Class<?> face : type.getInterfaces()) {
            Optional<Method> method = publicMethod(face, name, parameters);
            if (method.isPresent()) {
                return method;
            }
        }
        return publicMethod(type.getSuperclass(), name, parameters);
    }

    private static Optional<Method> declaredMethod(@Nullable Class<?> type, String name, Class<?>... parameters) {
        if (type == null) {
            return Optional.empty();
        }
        try {
            Method method = type.getDeclaredMethod(name, parameters);
            method.setAccessible(true);
            return Optional.of(method);
        } catch (NoSuchMethodException e) {
            return declaredMethod(type.getSuperclass(), name, parameters);
        }
    }
}
