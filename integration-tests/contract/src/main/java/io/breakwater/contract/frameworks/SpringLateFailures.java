package io.breakwater.contract.frameworks;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Gate;
import io.breakwater.downstream.Bytes;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Handlers that fail while they stream, or on another thread. */
@RestController
public class SpringLateFailures {
    private static final long MOMENT_MILLIS = 50;
    private static final long AGES_MILLIS = 60_000;

    @GetMapping("/stream/{where}")
    StreamingResponseBody stream(@PathVariable("where") String where) {
        return out -> {
            if (where.equals("status")) {
                throw new ResponseStatusException(HttpStatus.GONE);
            }
            if (!where.equals("before")) {
                out.write(Bytes.utf8("first bytes").toArray());
            }
            if (where.equals("flushed")) {
                out.flush();
            }
            throw new IllegalStateException("in the stream");
        };
    }

    @GetMapping("/events/{how}")
    SseEmitter events(@PathVariable("how") String how) {
        SseEmitter emitter = new SseEmitter(how.equals("timeout") ? MOMENT_MILLIS : AGES_MILLIS);
        AsyncSubject.run(() -> {
            if (!how.equals("before")) {
                emitter.send("one");
            }
            if (how.equals("complete")) {
                emitter.complete();
            } else if (!how.equals("timeout")) {
                emitter.completeWithError(new IllegalStateException("in the events"));
            }
        });
        return emitter;
    }

    @GetMapping("/callable/{how}")
    Callable<String> callable(@PathVariable("how") String how) {
        return () -> {
            switch (how) {
                case "exception" -> throw new IllegalStateException("late");
                case "status" -> throw new ResponseStatusException(HttpStatus.CONFLICT, "late");
                case "advised" -> throw new SpringFailures.Advised();
                default -> {
                    return "late";
                }
            }
        };
    }

    @GetMapping("/deferred/{how}")
    DeferredResult<ResponseEntity<String>> deferred(@PathVariable("how") String how) {
        return switch (how) {
            case "timeout" -> new DeferredResult<>(MOMENT_MILLIS);
            case "timeout-value" -> new DeferredResult<>(MOMENT_MILLIS, ResponseEntity.ok("in place of it"));
            default -> {
                DeferredResult<ResponseEntity<String>> result = new DeferredResult<>(AGES_MILLIS);
                AsyncSubject.run(() -> settle(result, how));
                yield result;
            }
        };
    }

    private static void settle(DeferredResult<ResponseEntity<String>> result, String how) {
        switch (how) {
            case "value" -> result.setResult(ResponseEntity.ok("late"));
            case "exception" -> result.setErrorResult(new IllegalStateException("late"));
            case "entity" ->
                result.setResult(ResponseEntity.status(HttpStatus.NOT_FOUND).body("late"));
            case "downstream" ->
                result.setResult(
                        ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("late"));
            default -> throw new IllegalArgumentException(how);
        }
    }

    /** Not to be interrupted either, since a thread that is would answer as well, and it is luck which of the two does. */
    @GetMapping("/task")
    WebAsyncTask<String> task() {
        Gate over = new Gate();
        WebAsyncTask<String> task = new WebAsyncTask<>(MOMENT_MILLIS, () -> {
            over.passStubbornly();
            return "too late";
        });
        task.onCompletion(over::open);
        return task;
    }

    @GetMapping("/future")
    CompletableFuture<String> future() {
        CompletableFuture<String> future = new CompletableFuture<>();
        AsyncSubject.run(() -> future.completeExceptionally(new IOException("in the future")));
        return future;
    }
}
