package io.breakwater.contract.corpus;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Apps that the container calls when they can read or write, and that throw then. */
final class DrivenPrograms {
    private static final int TIMEOUT_MILLIS = 700;
    private static final String TOLD =
            "alone nobody hears of it, and the visitor waits for the time-out: the guard tells the listener, which may answer";

    private record Failure(String name, Supplier<Throwable> make) {
        void happen() throws IOException {
            Throwable thrown = make.get();
            if (thrown instanceof IOException e) {
                throw e;
            } else if (thrown instanceof RuntimeException e) {
                throw e;
            }
            throw (Error) thrown;
        }
    }

    private DrivenPrograms() {}

    static List<Program> all() {
        return Stream.of(
                        new Failure("an IOException", () -> new IOException("a bug")),
                        new Failure("an exception", () -> new IllegalStateException("a bug")),
                        new Failure("an error", () -> new AssertionError("a bug")))
                .flatMap(DrivenPrograms::of)
                .toList();
    }

    private static Stream<Program> of(Failure failure) {
        return Stream.of(
                writing("a write listener that throws " + failure.name() + ", and answers its error", failure),
                reading("a read listener that throws " + failure.name(), failure));
    }

    private static Program writing(String name, Failure failure) {
        Subject subject = (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(TIMEOUT_MILLIS);
            Notes notes = Notes.of(request);
            response.getOutputStream().setWriteListener(new WriteListener() {
                @Override
                public void onWritePossible() throws IOException {
                    failure.happen();
                }

                @Override
                public void onError(Throwable thrown) {
                    notes.add("error " + thrown.getClass().getSimpleName());
                    response.setStatus(418);
                    context.complete();
                }
            });
        };
        return Program.of(name, subject).withAnyConnection().failing().except("Undertow", TOLD);
    }

    private static Program reading(String name, Failure failure) {
        Subject subject = (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(TIMEOUT_MILLIS);
            Notes notes = Notes.of(request);
            ServletInputStream in = request.getInputStream();
            in.setReadListener(new ReadListener() {
                @Override
                public void onDataAvailable() throws IOException {
                    while (in.isReady() && !in.isFinished()) {
                        in.read();
                    }
                    failure.happen();
                }

                @Override
                public void onAllDataRead() {
                    notes.add("all");
                }

                @Override
                public void onError(Throwable thrown) {
                    notes.add("error " + thrown.getClass().getSimpleName());
                }
            });
        };
        return Program.of(name, subject)
                .visitedBy(RawRequest.post("/", new String(new byte[300], StandardCharsets.US_ASCII)))
                .withAnyConnection();
    }
}
