package io.breakwater.spring;

import io.breakwater.Deadline;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Gives each request, on the container's thread, what is left of the deadline as its read time-out, unless its own is shorter.
 * Spring's factories know one time-out for all requests, so each gets a factory of its own: a handful of fields around the
 * shared client. The fields are private, hence the reflection; where it fails, requests keep the time-out that they have.
 *
 * <p>Thread-safe when the factory in it is.
 */
public final class DeadlineRequestFactory implements ClientHttpRequestFactory {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineRequestFactory.class);

    private static final String ROOM = "org.springframework.http.client.";
    private static final Set<String> KNOWN = Set.of(
            ROOM + "JdkClientHttpRequestFactory",
            ROOM + "HttpComponentsClientHttpRequestFactory",
            ROOM + "JettyClientHttpRequestFactory",
            ROOM + "ReactorClientHttpRequestFactory");
    /** What Reactor Netty's client is made of: to make one for each request would cost more than the request. */
    private static final String RESOURCES = ROOM + "ReactorResourceFactory";

    /** The classes of other factories that a WARN has told of. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private final ClientHttpRequestFactory factory;

    private DeadlineRequestFactory(ClientHttpRequestFactory factory) {
        this.factory = factory;
    }

    /**
     * The factory with that; unchanged, with a WARN for each class, unless it is Spring's for the JDK's client, HttpComponents,
     * Jetty's client or Reactor Netty.
     */
    public static ClientHttpRequestFactory around(ClientHttpRequestFactory factory) {
        if (factory instanceof DeadlineRequestFactory) {
            return factory;
        }
        String name = factory.getClass().getName();
        if (!KNOWN.contains(name)) {
            if (TOLD.add(name)) {
                LOG.warn(
                        "requests made by {} do not keep to the deadline: only those of the JDK's client, HttpComponents, Jetty's"
                                + " client and Reactor Netty do; breakwater.spring.clients=false says that this is meant so (told once)",
                        name);
            }
            return factory;
        }
        try {
            limited(factory, Duration.ofMinutes(1));
            return new DeadlineRequestFactory(factory);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("requests made by {} do not keep to the deadline", factory.getClass(), e);
            return factory;
        }
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
        Optional<Deadline> deadline = Deadline.current();
        if (deadline.isEmpty()) {
            return factory.createRequest(uri, method);
        }
        try {
            ClientHttpRequest request = limited(factory, deadline.get().left()).createRequest(uri, method);
            return DeadlineRequest.of(request, deadline.get());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("what worked at the start does not any more", e);
        }
    }

    private static ClientHttpRequestFactory limited(ClientHttpRequestFactory original, Duration left)
            throws ReflectiveOperationException {
        List<Field> fields = fields(original.getClass());
        ClientHttpRequestFactory copy = made(original, fields);
        Duration limit = left;
        for (Field field : fields) {
            @Nullable Object value = field.get(original);
            if (!Modifier.isFinal(field.getModifiers())) {
                field.set(copy, value);
            }
            if (field.getName().equals("readTimeout")) {
                limit = shorter(left, value);
            }
        }
        copy.getClass().getMethod("setReadTimeout", Duration.class).invoke(copy, limit);
        return copy;
    }

    /** By the constructor that takes the most of what the original has. */
    private static ClientHttpRequestFactory made(ClientHttpRequestFactory original, List<Field> fields)
            throws ReflectiveOperationException {
        List<Constructor<?>> constructors =
                new ArrayList<>(List.of(original.getClass().getConstructors()));
        if (fields.stream().anyMatch(field -> field.getName().equals("httpClient") && isSet(field, original))) {
            constructors.removeIf(constructor -> Arrays.stream(constructor.getParameterTypes())
                    .anyMatch(type -> type.getName().equals(RESOURCES)));
        }
        constructors.sort(Comparator.<Constructor<?>>comparingInt(Constructor::getParameterCount)
                .reversed());
        for (Constructor<?> constructor : constructors) {
            List<Object> arguments = new ArrayList<>();
            for (Class<?> type : constructor.getParameterTypes()) {
                for (Field field : fields) {
                    @Nullable Object value = field.getType() == type ? field.get(original) : null;
                    if (value != null) {
                        arguments.add(value);
                        break;
                    }
                }
            }
            if (arguments.size() == constructor.getParameterCount()) {
                return (ClientHttpRequestFactory) constructor.newInstance(arguments.toArray());
            }
        }
        throw new NoSuchMethodException("constructor of " + original.getClass());
    }

    private static boolean isSet(Field field, Object of) {
        try {
            return field.get(of) != null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("made accessible just now", e);
        }
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .toList();
        fields.forEach(field -> field.setAccessible(true));
        return fields;
    }

    private static Duration shorter(Duration left, @Nullable Object own) {
        Duration limit = left;
        if (own instanceof Duration duration) {
            limit = duration;
        } else if (own instanceof Number millis && millis.longValue() > 0) {
            limit = Duration.ofMillis(millis.longValue());
        }
        return limit.isZero() || left.compareTo(limit) < 0 ? left : limit;
    }
}
