package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.ServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;

/**
 * The cookies a response had at some time, on Open Liberty: no header tells of those that {@code addCookie} has brought, and
 * {@code reset()} drops them with the headers.
 */
final class OpenLibertyCookies implements CookieSnapshot {

    private static final Logger LOG = Logs.of(OpenLibertyCookies.class);

    /** Liberty's own response, below that of the Servlet API. */
    private final Object response;

    private final Map<String, Object> first;
    private Map<String, Object> last;

    private OpenLibertyCookies(Object response, Map<String, Object> cookies) {
        this.response = response;
        this.first = cookies;
        this.last = cookies;
    }

    /** Takes the cookies of now. */
    static OpenLibertyCookies of(ServletResponse own) throws ReflectiveOperationException {
        Object response = ContainerReflection.field(ContainerReflection.invokeChain(own, "getIResponse"), "response");
        return new OpenLibertyCookies(response, all(response));
    }

    @Override
    public void beforeReset() {
        try {
            last = all(response);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("the cookies of filters in front can't be kept", e);
        }
    }

    @Override
    public void restore(Predicate<String> isApps, Predicate<String> kept) {
        try {
            List<String> there = new ArrayList<>(all(response).keySet());
            for (Map.Entry<String, Object> cookie : last.entrySet()) {
                String pair = cookie.getKey();
                boolean stays = first.containsKey(pair) || !isApps.test(pair) || kept.test(pair);
                if (stays && !there.contains(pair)) {
                    add(cookie.getValue());
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("the cookies of filters in front can't be put back", e);
        }
    }

    /** By name and value, in their order. */
    private static Map<String, Object> all(Object response) throws ReflectiveOperationException {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Object cookie : (Iterable<?>) ContainerReflection.invokeChain(response, "getCookies")) {
            all.put(
                    ContainerReflection.invokeChain(cookie, "getName") + "="
                            + ContainerReflection.invokeChain(cookie, "getValue"),
                    cookie);
        }
        return all;
    }

    private void add(Object cookie) throws ReflectiveOperationException {
        ContainerReflection.invokeWith(response, "addCookie", cookie.getClass(), cookie);
    }
}
