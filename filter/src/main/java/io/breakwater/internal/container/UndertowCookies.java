package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.ServletResponse;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;

/**
 * The cookies a response had at some time, on Undertow: it keeps them beside the headers, where no {@code reset()} drops
 * what an app has added.
 */
final class UndertowCookies implements CookieSnapshot {

    private static final Logger LOG = Logs.of(UndertowCookies.class);

    private final Object exchange;
    private final List<Object> cookies;

    private UndertowCookies(Object exchange, List<Object> cookies) {
        this.exchange = exchange;
        this.cookies = cookies;
    }

    /** Takes the cookies of now. */
    static UndertowCookies of(ServletResponse own) throws ReflectiveOperationException {
        Object exchange = ContainerReflection.invokeChain(own, "getExchange");
        return new UndertowCookies(exchange, all(exchange));
    }

    /** Nothing: it drops none of them. */
    @Override
    public void beforeReset() {}

    @Override
    public void restore(Predicate<String> isApps, Predicate<String> kept) {
        try {
            List<Object> staying = new ArrayList<>();
            List<Object> present = all(exchange);
            for (Object cookie : present) {
                if (cookies.contains(cookie) || stays(pairOf(cookie), isApps, kept)) {
                    staying.add(cookie);
                }
            }
            if (staying.size() == present.size()) {
                // To ask for the map has Undertow sort them.
                return;
            }
            ((Map<?, ?>) ContainerReflection.invokeChain(exchange, "getResponseCookies")).clear();
            for (Object cookie : staying) {
                add(cookie);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("the cookies of a failed attempt can't be taken back", e);
        }
    }

    private static boolean stays(String pair, Predicate<String> isApps, Predicate<String> kept) {
        return !isApps.test(pair) || kept.test(pair);
    }

    private static String pairOf(Object cookie) throws ReflectiveOperationException {
        Optional<Method> value = ContainerReflection.method(cookie.getClass(), "getValue");
        return ContainerReflection.invokeChain(cookie, "getName") + "="
                + (value.isPresent() ? value.get().invoke(cookie) : "");
    }

    private static List<Object> all(Object exchange) throws ReflectiveOperationException {
        List<Object> all = new ArrayList<>();
        ((Iterable<?>) ContainerReflection.invokeChain(exchange, "responseCookies")).forEach(all::add);
        return all;
    }

    private void add(Object cookie) throws ReflectiveOperationException {
        for (Method method : exchange.getClass().getMethods()) {
            if (method.getName().equals("setResponseCookie")) {
                method.invoke(exchange, cookie);
                return;
            }
        }
        throw new NoSuchMethodException("setResponseCookie of " + exchange.getClass());
    }
}
