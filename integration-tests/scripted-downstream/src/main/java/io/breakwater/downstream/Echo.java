package io.breakwater.downstream;

import java.io.IOException;

/**
 * Answers 200 with the request's own body, and its method and target in {@code X-Method} and {@code X-Target}; bodies beyond
 * {@link ReceivedRequest#BODY_BOUND} come back up to there.
 */
public record Echo() implements Behaviour {
    @Override
    public void serve(Call call) throws IOException {
        ReceivedRequest request = call.request();
        Answer.status(200)
                .with("X-Method", request.method())
                .with("X-Target", request.target())
                .with("Content-Type", request.headers().first("Content-Type").orElse("application/octet-stream"))
                .body(request.body())
                .serve(call);
    }
}
