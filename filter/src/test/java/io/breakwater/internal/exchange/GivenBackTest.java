package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.fake.FakeRequest.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.internal.exchange.fake.App;
import io.breakwater.internal.exchange.fake.FakeResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way out gives the place and the breaker's permit back, which a trial's shows: there is one, and a lost one is missed. */
class GivenBackTest {

    record Way(String name, App app, List<String> settings) {
        static Way of(String name, App app, String... settings) {
            return new Way(name, app, List.of(settings));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> ways() {
        String once = "retry.max-attempts=1";
        String soon = "timeout=50ms";
        String attemptSoon = "attempt-timeout=50ms";
        return Stream.of(
                Way.of("an answer", Apps.answering("x")),
                Way.of("an error left to the container", (request, response) -> response.sendError(404)),
                Way.of("a failing status", Apps.answering(503, "x")),
                Way.of("a page", Apps.refused(), once),
                Way.of("a retry that is refused the permit", Apps.refused()),
                Way.of("the app's own exception", (request, response) -> {
                    throw new IllegalArgumentException("a bug");
                }),
                Way.of("an Error", (request, response) -> {
                    throw new StackOverflowError();
                }),
                Way.of("what is thrown unchecked", (request, response) -> throwUnchecked(new Throwable("odd"))),
                Way.of("an answer that has begun", (request, response) -> {
                    response.flushBuffer();
                    throw new SocketException("Connection reset");
                }),
                Way.of(
                        "a thread that is stuck",
                        (request, response) -> {
                            try {
                                new CountDownLatch(1).await(20, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                        },
                        soon,
                        attemptSoon),
                Way.of("a completion", (request, response) -> request.startAsync()
                        .complete()),
                Way.of("a completion by another thread", (request, response) -> {
                    AsyncContext context = request.startAsync();
                    Apps.onOwnThread(context::complete);
                }),
                Way.of("an Error after the start", (request, response) -> {
                    request.startAsync();
                    throw new StackOverflowError();
                }),
                Way.of(
                        "a failure after the start",
                        (request, response) -> {
                            request.startAsync();
                            throw new ConnectException("Connection refused");
                        },
                        once),
                Way.of(
                        "a retry by a dispatch that is refused the permit",
                        (request, response) -> {
                            AsyncContext context = request.startAsync();
                            response.setStatus(503);
                            Apps.onOwnThread(context::complete);
                        },
                        "retry.on=503"),
                Way.of(
                        "a dispatch that fails",
                        Apps.inTurn(
                                (request, response) -> {
                                    AsyncContext context = request.startAsync();
                                    Apps.onOwnThread(context::dispatch);
                                },
                                (request, response) -> {
                                    throw new StackOverflowError();
                                })),
                Way.of("a time-out of the container's", (request, response) -> request.startAsync()
                        .setTimeout(50)),
                Way.of(
                        "the deadline while the container waits",
                        (request, response) -> request.startAsync().setTimeout(0),
                        soon,
                        attemptSoon),
                Way.of("a task of the container's that fails", (request, response) -> request.startAsync()
                        .start(() -> {
                            throw new IllegalArgumentException("a bug");
                        })));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void placeAndPermitComeBack(Way way) {
        AtomicBoolean lent = new AtomicBoolean();
        try (GuardedApp app =
                GuardedApp.with(way.settings().toArray(String[]::new)).onTrial()) {
            app.serving((request, response) -> {
                if (app.calls() == 1) {
                    lent.set(app.freePlaces() < GuardedApp.PLACES && !app.hasPermitBack());
                }
                way.app().serve(request, response);
            });

            app.serve(page("/a"));

            assertThat(lent).as("lent while the app was at work").isTrue();
            app.assertAllIsGivenBack();
            assertThat(app.reports()).as("told once").hasSize(1);
        }
    }

    @Test
    void theyComeBackFromAClientThatHasLeft() {
        FakeResponse response = new FakeResponse();
        try (GuardedApp app = GuardedApp.with().onTrial()) {
            app.serving((request, toFill) -> {
                response.clientLeaves();
                toFill.flushBuffer();
            });

            app.serve(page("/a"), response);

            app.assertAllIsGivenBack();
            assertThat(app.hasPermitBack()).isTrue();
        }
    }

    /** Whatever of ours, or of what users have given us, fails. */
    @Test
    void theyComeBackWhereTheAnswerItselfCanNotBeMade() {
        FakeResponse response = new FakeResponse();
        try (GuardedApp app = GuardedApp.with("retry.max-attempts=1")
                .behind((request, toFill, chain) -> chain.doFilter(request, new HttpServletResponseWrapper(response) {
                    @Override
                    public void reset() {
                        throw new StackOverflowError();
                    }
                }))
                .onTrial()
                .serving(Apps.refused())) {
            app.serve(page("/a"), response);

            assertThat(response.body()).isEqualTo("the container's 500");
            app.assertAllIsGivenBack();
        }
    }

    @Test
    void theyComeBackWhereAFilterInFrontDoesNotLetTheAnswerBeRead() {
        FakeResponse response = new FakeResponse();
        try (GuardedApp app = GuardedApp.with()
                .behind((request, toFill, chain) -> chain.doFilter(request, new HttpServletResponseWrapper(response) {
                    @Override
                    public int getStatus() {
                        throw new UnsupportedOperationException();
                    }
                }))
                .onTrial()) {
            app.serve(page("/a"), response);

            assertThat(app.calls()).isOne();
            assertThat(response.body()).isEqualTo("the container's 500");
            app.assertAllIsGivenBack();
        }
    }

    /** Jetty ends a request whose app has sent an error, on a thread of its own, while the app's thread completes it. */
    @ParameterizedTest
    @MethodSource("questions")
    void theyComeBackWhereTheContainerTakesItsResponseBackMeanwhile(int answered, RuntimeException refusal) {
        FakeResponse response = new FakeResponse();
        AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        try (GuardedApp app = GuardedApp.with()
                .behind((request, toFill, chain) -> chain.doFilter(
                        asking(HttpServletRequest.class, request, left, refusal),
                        asking(HttpServletResponse.class, response, left, refusal)))
                .onTrial()
                .serving((request, toFill) -> {
                    AsyncContext context = request.startAsync();
                    Apps.onOwnThread(() -> {
                        toFill.sendError(500);
                        left.set(answered);
                        try {
                            context.complete();
                        } catch (RuntimeException e) {
                            assertThat(e).isSameAs(refusal);
                        }
                    });
                })) {
            app.serve(page("/a"), response);

            await().untilAsserted(() -> assertThat(app.reports()).hasSize(1));
            app.assertAllIsGivenBack();
        }
    }

    /** Answers so many questions, and refuses all others. */
    private static <T> T asking(Class<T> type, Object own, AtomicInteger left, RuntimeException refusal) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (left.getAndDecrement() <= 0) {
                        throw refusal;
                    }
                    try {
                        return method.invoke(own, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    static Stream<Arguments> questions() {
        return IntStream.range(0, 40).boxed().flatMap(answered -> Stream.of(
                        new NullPointerException("recycled"), new IllegalStateException("over"))
                .map(refusal -> Arguments.of(answered, refusal)));
    }

    @Test
    void aSecondAttemptGivesItsOwnBack() {
        try (GuardedApp app = GuardedApp.with("circuit-breaker.permitted-number-of-calls-in-half-open-state=2")
                .onTrial()) {
            app.serving(Apps.inTurn(Apps.refused(), (request, response) -> {
                assertThat(app.hasPermitBack()).as("there is another").isFalse();
                throw new StackOverflowError();
            }));

            app.serve(page("/a"));

            assertThat(app.calls()).isEqualTo(2);
            assertThat(app.reports()).singleElement().satisfies(report -> assertThat(report.cause())
                    .containsInstanceOf(StackOverflowError.class));
            app.assertAllIsGivenBack();
        }
    }
}
