package io.breakwater.downstream;

import java.io.IOException;
import java.time.Duration;

/**
 * Does something else, late.
 *
 * @param delay how late
 * @param then what it does then
 */
public record Slow(Duration delay, Behaviour then) implements Behaviour {
    public Slow {
        if (then.door() != Door.OPEN) {
            throw new IllegalArgumentException(then + " acts before a request is read: it can't be late");
        }
    }

    @Override
    public void serve(Call call) throws IOException {
        call.pause(delay);
        then.serve(call);
    }
}
