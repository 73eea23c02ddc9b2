package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Gate;
import io.breakwater.fault.Fault;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A handler that waits on purpose says so by a time-out of its own; one whose result does not come has had no response. */
class LongPollTest {
    /** Longer than a slow call, and than an attempt. */
    private static final long OWN_MILLIS = 1_500;

    private static final Duration NEWS_AFTER = Duration.ofMillis(1_200);

    /** One failure or one slow call opens the breaker of its handler. */
    private static Harbour start(Class<?> server, String... properties) {
        return Harbour.start(
                App.class,
                Stream.concat(
                                Stream.of(
                                        "test.server=" + server.getName(),
                                        "breakwater.attempt-timeout=800ms",
                                        "breakwater.retry.max-attempts=1",
                                        "breakwater.circuit-breaker.minimum-number-of-calls=1",
                                        "breakwater.circuit-breaker.slow-call-duration-threshold=1s",
                                        "breakwater.circuit-breaker.wait-duration-in-open-state=1m"),
                                Stream.of(properties))
                        .toArray(String[]::new));
    }

    static Stream<Class<?>> servers() {
        return ServersTest.servers();
    }

    private static void assertOpened(Harbour harbour, String path, int status) {
        HttpResponse<String> answer = harbour.get(path, "application/json");
        Heard heard = harbour.bean(Heard.class);
        await().until(() -> heard.transitions.stream()
                .anyMatch(transition -> transition.handledBy().equals(Optional.of(path))));

        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        await().untilAsserted(() -> assertThat(heard.faultAt(path)).contains(Fault.RESPONSE_TIMEOUT));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void nothingNewSaysNothingOfADownstream(Class<?> server) {
        try (Harbour harbour = start(server)) {
            // The servlet's own beginning takes its time.
            assertThat(harbour.visit("/nowhere").statusCode()).isEqualTo(404);
            assertThat(harbour.visit("/polls/value").statusCode()).isEqualTo(204);
            assertThat(harbour.visit("/polls/callback").statusCode()).isEqualTo(204);
            assertThat(harbour.visit("/polls/handled").statusCode()).isEqualTo(304);
            assertThat(harbour.visit("/polls/news").body()).isEqualTo("news");
            assertThat(harbour.visit("/polls/task").statusCode()).isEqualTo(204);
            assertThat(harbour.get("/polls/events", "*/*").body()).contains("data:news");

            assertThat(harbour.bean(Heard.class).transitions).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aResultThatDoesNotComeIsADownstreamThatDoesNotAnswer(Class<?> server) {
        try (Harbour harbour = start(server)) {
            assertOpened(harbour, "/waits/never", 504);
            assertOpened(harbour, "/waits/task", 504);
            assertOpened(harbour, "/waits/own-503", 503);
        }
    }

    /** As Spring's own, which the app has asked for. */
    @ParameterizedTest
    @MethodSource("servers")
    void soDoesOneThatIsTheFrameworksProblem(Class<?> server) {
        try (Harbour harbour = start(server, "spring.mvc.problemdetails.enabled=true")) {
            assertOpened(harbour, "/waits/never", 503);
        }
    }

    /** Every asynchronous request has it, whatever its handler does. */
    @ParameterizedTest
    @ValueSource(strings = {"4s", "4000", "20s"})
    void theRequestTimeoutOfSpringMvcIsNoHandlersWord(String timeout) {
        Class<?> server = servers().findFirst().orElseThrow();
        try (Harbour harbour = start(server, "spring.mvc.async.request-timeout=" + timeout, "breakwater.timeout=3s")) {
            assertOpened(harbour, "/default", 504);
            assertThat(harbour.visit("/polls/value").statusCode()).isEqualTo(204);

            assertThat(harbour.bean(Heard.class).transitions).hasSize(1);
        }
    }

    static final class Heard implements ExchangeListener {
        final Queue<BreakerTransition> transitions = new ConcurrentLinkedQueue<>();
        private final Queue<ExchangeReport> reports = new ConcurrentLinkedQueue<>();

        @Override
        public void exchangeEnded(ExchangeReport report) {
            reports.add(report);
        }

        @Override
        public void breakerChanged(BreakerTransition transition) {
            transitions.add(transition);
        }

        Optional<Fault> faultAt(String path) {
            return reports.stream()
                    .filter(report -> report.path().equals(path))
                    .findFirst()
                    .flatMap(ExchangeReport::fault);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Heard.class, App.Polls.class, App.Handled.class})
    static class App {

        @RestController
        static class Polls {

            private static ResponseEntity<String> nothingNew() {
                return ResponseEntity.noContent().build();
            }

            private static void later(Runnable then) {
                CompletableFuture.delayedExecutor(NEWS_AFTER.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(then);
            }

            @GetMapping("/polls/value")
            DeferredResult<ResponseEntity<String>> value() {
                return new DeferredResult<>(OWN_MILLIS, nothingNew());
            }

            @GetMapping("/polls/callback")
            DeferredResult<ResponseEntity<String>> callback() {
                DeferredResult<ResponseEntity<String>> result = new DeferredResult<>(OWN_MILLIS);
                result.onTimeout(() -> result.setResult(nothingNew()));
                return result;
            }

            @GetMapping("/polls/news")
            DeferredResult<String> news() {
                DeferredResult<String> result = new DeferredResult<>(10_000L);
                later(() -> result.setResult("news"));
                return result;
            }

            @GetMapping("/polls/task")
            WebAsyncTask<ResponseEntity<String>> task() {
                WebAsyncTask<ResponseEntity<String>> task = hanging();
                task.onTimeout(Polls::nothingNew);
                return task;
            }

            @GetMapping("/polls/events")
            SseEmitter events() {
                SseEmitter emitter = new SseEmitter(10_000L);
                later(() -> {
                    try {
                        emitter.send("news");
                        emitter.complete();
                    } catch (IOException e) {
                        emitter.completeWithError(e);
                    }
                });
                return emitter;
            }

            @GetMapping("/waits/never")
            DeferredResult<String> never() {
                return new DeferredResult<>(OWN_MILLIS);
            }

            @GetMapping("/waits/own-503")
            DeferredResult<ResponseEntity<String>> own503() {
                return new DeferredResult<>(
                        OWN_MILLIS, ResponseEntity.status(503).body("nothing came"));
            }

            /** Spring interrupts the thread first: one that heeds that would answer as well, and it is luck which does. */
            @GetMapping("/waits/task")
            WebAsyncTask<ResponseEntity<String>> hanging() {
                Gate over = new Gate();
                WebAsyncTask<ResponseEntity<String>> task = new WebAsyncTask<>(OWN_MILLIS, () -> {
                    over.passStubbornly();
                    return nothingNew();
                });
                task.onCompletion(over::open);
                return task;
            }

            @GetMapping("/default")
            DeferredResult<String> byDefault() {
                return new DeferredResult<>();
            }
        }

        @RestController
        static class Handled {

            @GetMapping("/polls/handled")
            DeferredResult<String> handled() {
                return new DeferredResult<>(OWN_MILLIS);
            }

            @ExceptionHandler
            ResponseEntity<String> nothingCame(AsyncRequestTimeoutException late) {
                return ResponseEntity.status(304).build();
            }
        }
    }
}
