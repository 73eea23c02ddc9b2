package io.breakwater.clients;

import java.time.Duration;

/** How long the clients wait: short, because every stall in the table is waited for. */
final class Patience {

    static final Duration CONNECT = Duration.ofMillis(400);
    static final Duration ANSWER = Duration.ofMillis(700);

    private Patience() {}

    static int connectMillis() {
        return Math.toIntExact(CONNECT.toMillis());
    }

    static int answerMillis() {
        return Math.toIntExact(ANSWER.toMillis());
    }
}
