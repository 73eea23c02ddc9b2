package io.breakwater.contract.frameworks;

import io.breakwater.downstream.Bytes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** An app of Spring MVC's that answers later, well or not. */
@Configuration
@EnableWebMvc
public class SpringMvcApp implements WebMvcConfigurer {

    static final AtomicInteger ATTEMPTS = new AtomicInteger();

    private static final int BEYOND_ANY_BUFFER = 256 * 1024;

    @Override
    public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
        configurer.setTaskExecutor(tasks());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
            @Override
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                response.addHeader("X-Logged-" + request.getDispatcherType(), String.valueOf(MDC.get("correlationId")));
                return true;
            }
        });
    }

    /** Threads for what is computed later. */
    @Bean
    public AsyncTaskExecutor tasks() {
        return new SimpleAsyncTaskExecutor("later-");
    }

    private static ConnectException refused() {
        return new ConnectException("Connection refused");
    }

    /** The controller. */
    @RestController
    public static class Answers {

        /** Well. */
        @GetMapping("/callable")
        public Callable<String> callable() {
            return () -> "calm";
        }

        /** Well. */
        @GetMapping("/deferred")
        public DeferredResult<String> deferred() {
            return later(result -> result.setResult("calm"));
        }

        /** Well. */
        @GetMapping("/stream")
        public StreamingResponseBody stream() {
            return out -> out.write(Bytes.utf8("calm").toArray());
        }

        /** Not at first. */
        @GetMapping("/callable/refused-once")
        public Callable<String> callableRefusedOnce() {
            return () -> {
                if (ATTEMPTS.getAndIncrement() == 0) {
                    throw refused();
                }
                return "calm";
            };
        }

        /** Not at first. */
        @GetMapping("/deferred/refused-once")
        public DeferredResult<String> deferredRefusedOnce() {
            return later(result -> {
                if (ATTEMPTS.getAndIncrement() == 0) {
                    result.setErrorResult(refused());
                } else {
                    result.setResult("calm");
                }
            });
        }

        /** Never. */
        @GetMapping("/callable/refused")
        public Callable<String> callableRefused() {
            return () -> {
                throw refused();
            };
        }

        /** Never. */
        @GetMapping("/deferred/refused")
        public DeferredResult<String> deferredRefused() {
            return later(result -> result.setErrorResult(refused()));
        }

        /** Never. */
        @GetMapping("/stream/refused")
        public StreamingResponseBody streamRefused() {
            return out -> {
                throw refused();
            };
        }

        /** Not a word. */
        @GetMapping("/deferred/never")
        public DeferredResult<String> never() {
            return new DeferredResult<>();
        }

        /** Halfway. */
        @GetMapping("/stream/cut")
        public ResponseEntity<StreamingResponseBody> cut() {
            return ResponseEntity.ok(out -> {
                out.write(Bytes.filler(BEYOND_ANY_BUFFER).toArray());
                out.flush();
                throw new SocketException("Connection reset");
            });
        }

        /** More than anybody waits for. */
        @GetMapping("/stream/endless")
        public StreamingResponseBody endless() {
            return out -> {
                for (int i = 0; i < 100_000; i++) {
                    out.write(Bytes.filler(BEYOND_ANY_BUFFER).toArray());
                }
            };
        }

        private interface Outcome {
            void of(DeferredResult<String> result);
        }

        private static DeferredResult<String> later(Outcome outcome) {
            DeferredResult<String> result = new DeferredResult<>();
            Thread thread = new Thread(() -> outcome.of(result), "later");
            thread.setDaemon(true);
            thread.start();
            return result;
        }
    }
}
