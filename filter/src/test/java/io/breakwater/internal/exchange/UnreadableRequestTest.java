package io.breakwater.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.exchange.fake.FakeRequest;
import io.breakwater.internal.exchange.fake.FakeResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a container does not tell keeps no request from the app. */
class UnreadableRequestTest {

    /** More than are asked before the app is. */
    private static final int QUESTIONS = 30;

    static Stream<Arguments> failures() {
        return IntStream.range(0, QUESTIONS).boxed().flatMap(question -> Stream.of(
                        new IllegalStateException("recycled"), new NoSuchMethodError("of another version"))
                .map(failure -> Arguments.of(question, failure)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aQuestionThatFailsBeforeTheAppIsAskedKeepsNothingFromIt(int failing, Throwable failure) {
        AtomicInteger asked = new AtomicInteger();
        try (GuardedApp app = GuardedApp.with("exclude=/static/*")
                .behind((request, toFill, chain) ->
                        chain.doFilter(failingOnce((HttpServletRequest) request, asked, failing, failure), toFill))
                .inFrontOf((request, response, chain) -> {
                    asked.set(QUESTIONS);
                    chain.doFilter(request, response);
                })
                .serving(Apps.answering("well"))) {
            FakeResponse response = app.serve(FakeRequest.get("/a"));

            assertThat(response.body()).isEqualTo("well");
            assertThat(app.calls()).isOne();
        }
    }

    private static HttpServletRequest failingOnce(
            HttpServletRequest own, AtomicInteger asked, int failing, Throwable failure) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                    // How the filter is dispatched is asked of any request, by every filter.
                    if (!method.getName().equals("getDispatcherType") && asked.getAndIncrement() == failing) {
                        throw failure;
                    }
                    try {
                        return method.invoke(own, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Open Liberty's, of a WebSocket. */
    @Test
    void aPathWithoutAServletIsGuarded() {
        try (GuardedApp app = GuardedApp.with("retry.max-attempts=1")
                .behind((request, response, chain) ->
                        chain.doFilter(new Unmapped((HttpServletRequest) request), response))
                .serving(Apps.refused())) {
            assertThat(app.serve(FakeRequest.get("/echo")).getStatus()).isEqualTo(502);
        }
    }

    private static final class Unmapped extends HttpServletRequestWrapper {
        Unmapped(HttpServletRequest own) {
            super(own);
        }

        @Override
        public HttpServletMapping getHttpServletMapping() {
            return new HttpServletMapping() {
                @Override
                public String getMatchValue() {
                    return "";
                }

                @Override
                public @Nullable String getPattern() {
                    return null;
                }

                @Override
                public @Nullable String getServletName() {
                    return null;
                }

                @Override
                public @Nullable MappingMatch getMappingMatch() {
                    return null;
                }
            };
        }
    }
}
