package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever still holds what a failed attempt was given has no say in the next one's answer, whatever method it calls. */
@Promise("LateCalls")
public class LateCallsContract extends GuardedContract {

    /** What a failed attempt was given, and may have left with a thread of its own. */
    private record Left(
            HttpServletRequest request, HttpServletResponse response, ServletInputStream in, ServletOutputStream out) {}

    private interface Call {
        void on(Left left) throws Exception;
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                call("setWriteListener", left -> left.out().setWriteListener(new Listening())),
                call("setReadListener", left -> left.in().setReadListener(new Listening())),
                call("isReady to read", left -> left.in().isReady()),
                call("isReady to write", left -> left.out().isReady()),
                call("a redirect", left -> left.response().sendRedirect("/late")),
                call("a redirect of Servlet 6.1", left -> newer(left, String.class, int.class, boolean.class)
                        .with("/late", 307, true)),
                call("a redirect of Servlet 6.1 with its status", left -> newer(left, String.class, int.class)
                        .with("/late", 307)),
                call("a redirect of Servlet 6.1 that says what goes", left -> newer(left, String.class, boolean.class)
                        .with("/late", false)),
                call("sendError", left -> left.response().sendError(418)),
                call("setStatus", left -> left.response().setStatus(418)),
                call("setHeader", left -> left.response().setHeader("X-Late", "1")),
                call("addCookie", left -> left.response().addCookie(new Cookie("late", "1"))),
                call("setTrailerFields", left -> left.response().setTrailerFields(() -> Map.of("X-Late", "1"))),
                call("setContentType", left -> left.response().setContentType("text/late")),
                call("setLocale", left -> left.response().setLocale(Locale.FRENCH)),
                call("setContentLength", left -> left.response().setContentLength(1000)),
                call("setBufferSize", left -> left.response().setBufferSize(1)),
                call("write", left -> left.out().print("late")),
                call("flush", left -> left.out().flush()),
                call("flushBuffer", left -> left.response().flushBuffer()),
                call("close", left -> left.out().close()),
                call("reset", left -> left.response().reset()),
                call("resetBuffer", left -> left.response().resetBuffer()),
                call("startAsync", left -> left.request().startAsync()),
                call("authenticate", left -> left.request().authenticate(left.response())));
    }

    private static Arguments call(String name, Call call) {
        return Arguments.of(name, call);
    }

    private interface Newer {
        void with(Object... arguments) throws Exception;
    }

    private static Newer newer(Left left, Class<?>... parameters) {
        return arguments -> {
            Method method;
            try {
                method = HttpServletResponse.class.getMethod("sendRedirect", parameters);
            } catch (NoSuchMethodException e) {
                // Servlet 6.0.
                return;
            }
            try {
                method.invoke(left.response(), arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        };
    }

    /** Listens, and does nothing. */
    private static final class Listening implements ReadListener, WriteListener {
        @Override
        public void onDataAvailable() {}

        @Override
        public void onAllDataRead() {}

        @Override
        public void onWritePossible() {}

        @Override
        public void onError(Throwable t) {}
    }

    private URI startTwice(Call call, Subject second) {
        AtomicReference<Left> left = new AtomicReference<>();
        Subject app = (request, response) -> {
            Left known = left.get();
            if (known == null) {
                left.set(new Left(request, response, request.getInputStream(), response.getOutputStream()));
                throw new ConnectException("Connection refused");
            }
            boolean async = request.getRequestURI().equals("/async");
            AsyncContext context = async ? request.startAsync() : null;
            response.setHeader("X-Second", "1");
            quietly(call, known);
            second.serve(request, response);
            quietly(call, known);
            if (context != null) {
                context.complete();
            }
        };
        return start(GuardedApp.empty()
                .with(guard("retry.unsent-methods=any").forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of("/*", app.asServlet()).async()));
    }

    @SuppressWarnings("IllegalCatch") // a late caller may be told in any way
    private static void quietly(Call call, Left left) {
        try {
            call.on(left);
        } catch (Exception e) {
            assertThat(e).isNotNull();
        }
    }

    private void assertTheSecondsAnswer(RawResponse seen) {
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("second");
        assertThat(seen.whole()).isTrue();
        assertThat(seen.headers().has("X-Second")).isTrue();
        assertThat(seen.headers().has("X-Late")).isFalse();
        assertThat(seen.headers().has("Set-Cookie")).isFalse();
        assertThat(seen.headers().has("Location")).isFalse();
        assertThat(seen.headers().has("Content-Language")).isFalse();
        assertThat(reports.only().attempts()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void itHasNoSayInTheNextAnswer(String name, Call call) {
        URI uri = startTwice(call, (request, response) -> response.getWriter().print("second"));

        assertTheSecondsAnswer(ask(uri, visit("/")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void itHasNoSayInTheNextAnswerThatIsAsynchronous(String name, Call call) {
        URI uri = startTwice(call, (request, response) -> response.getWriter().print("second"));

        assertTheSecondsAnswer(ask(uri, visit("/async")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void itHasNoSayInTheNextAnswerToABody(String name, Call call) {
        URI uri = startTwice(call, (request, response) -> {
            byte[] body = request.getInputStream().readAllBytes();
            response.getOutputStream().print(body.length == 7 ? "second" : "cut");
        });

        assertTheSecondsAnswer(ask(uri, RawRequest.post("/async", "harbour")));
    }
}
