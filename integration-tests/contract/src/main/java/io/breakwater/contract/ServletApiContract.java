package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Subject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.PrintWriter;
import java.io.Reader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every method of what an app is given is either the guard's own or known to need no guard. The container's version of the
 * Servlet API is asked what methods there are, so that a new one shows here.
 */
@Tag(VirtualThreadsContract.LEFT_OUT) // a newer JDK's streams and readers have methods of their own
@Promise("ServletApi")
public class ServletApiContract extends GuardedContract {

    /** What an app is given, by the type that it has it as. */
    private Map<Class<?>, Object> given() {
        Map<Class<?>, Object> given = new ConcurrentHashMap<>();
        Subject app = (request, response) -> {
            given.put(HttpServletRequest.class, request);
            given.put(HttpServletResponse.class, response);
            if ("/characters".equals(request.getRequestURI())) {
                given.put(PrintWriter.class, response.getWriter());
                given.put(Reader.class, request.getReader());
            } else {
                given.put(ServletInputStream.class, request.getInputStream());
                given.put(ServletOutputStream.class, response.getOutputStream());
            }
            AsyncContext context = request.startAsync();
            given.put(AsyncContext.class, context);
            context.complete();
        };
        URI uri = start(GuardedApp.empty()
                .with(guard())
                .with(ServletEntry.of("/*", app.asServlet()).async()));
        ask(uri, visit("/characters"));
        ask(uri, visit("/bytes"));
        return given;
    }

    @Test
    void everyMethodIsGuardedOrKnownToNeedNoGuard() {
        Map<Class<?>, Object> given = given();
        TreeSet<String> unexplained = new TreeSet<>();
        given.forEach((type, object) -> {
            for (Method method : type.getMethods()) {
                if (!isOurs(object.getClass(), method) && !UnguardedMethods.areKnown(type, method)) {
                    unexplained.add(type.getSimpleName() + "." + UnguardedMethods.signature(method));
                }
            }
        });

        assertThat(given).hasSize(7);
        assertThat(unexplained).isEmpty();
    }

    /** Parts are handed out as the container makes them, so that there is nothing to be asked of ours. */
    @Test
    void aPartHasNoMethodThatAnswers() {
        assertThat(Part.class.getMethods())
                .extracting(Method::getName)
                .containsOnly(
                        "delete",
                        "getContentType",
                        "getHeader",
                        "getHeaderNames",
                        "getHeaders",
                        "getInputStream",
                        "getName",
                        "getSize",
                        "getSubmittedFileName",
                        "write");
    }

    @Test
    void noReasonIsGivenForAMethodThatIsGuarded() {
        given().forEach((type, object) -> assertThat(Stream.of(type.getMethods())
                        .filter(method -> UnguardedMethods.areKnown(type, method))
                        .filter(method -> isOurs(object.getClass(), method))
                        .map(UnguardedMethods::signature))
                .as(type.getSimpleName())
                .isEmpty());
    }

    private static boolean isOurs(Class<?> type, Method method) {
        if (Modifier.isStatic(method.getModifiers()) || method.getDeclaringClass() == Object.class) {
            return true;
        }
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (at.getName().startsWith("io.breakwater.") && declares(at, method)) {
                return true;
            }
        }
        return false;
    }

    private static boolean declares(Class<?> type, Method method) {
        return Stream.of(type.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}
