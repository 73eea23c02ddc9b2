package io.breakwater.internal.exchange;

import io.breakwater.internal.exchange.NextAttempt.Step;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.wrapper.AsyncCycle;
import io.breakwater.internal.wrapper.SharedBody;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** How the attempt after a failed one begins. */
sealed interface NextAttempt {

    /** Returns whether it can begin, as far as is known. */
    boolean isPossible(Exchange exchange);

    /**
     * Begins it, or has it begin later.
     *
     * @return {@link Step#OVER} when it can't begin, or can't after all
     */
    Step begin(Exchange exchange, Attempt failed, Outcome outcome, Optional<Throwable> thrown, Duration backoff);

    /** Wipes off what the failed attempt wrote; the permit of the next one is taken already and must not be lost. */
    static void beginAnew(Exchange exchange, Attempt failed) {
        try {
            exchange.outerHeaders().resetForApp();
            SwallowedException.forget(exchange.outerRequest());
            failed.request().restoreAttributes();
            SharedBody body = exchange.bodyOrNull();
            if (body != null) {
                body.restoreEncoding();
            }
        } catch (RuntimeException | Error e) {
            failed.releasePermit();
            throw e;
        }
    }

    /** What follows for the thread of a failed attempt. */
    enum Step {
        /** Nothing: the exchange has been answered. */
        OVER,
        /** The next attempt, at once. */
        ANOTHER,
        /** The container goes on with it asynchronously. */
        ASYNC
    }

    /** From within the chain, or not at all. */
    enum FromChain implements NextAttempt {
        /** The thread that the request came in by runs the chain again. */
        ON_SAME_THREAD {
            @Override
            public boolean isPossible(Exchange exchange) {
                return true;
            }

            @Override
            public Step begin(
                    Exchange exchange, Attempt failed, Outcome outcome, Optional<Throwable> thrown, Duration backoff) {
                if (backOff(backoff) && exchange.admitAgain(failed)) {
                    NextAttempt.beginAnew(exchange, failed);
                    return Step.ANOTHER;
                }
                return Step.OVER;
            }
        },
        /** That thread can't run the chain again; the first time that an attempt is due, that is logged. */
        NOT_BY_THIS_CHAIN {
            @Override
            public boolean isPossible(Exchange exchange) {
                exchange.shared().chainRerun().tellOnce();
                return false;
            }
        },
        /** The attempt under way is in a dispatch, so that the next one needs another dispatch. */
        IN_ANOTHER_DISPATCH {
            @Override
            public boolean isPossible(Exchange exchange) {
                return exchange.keepsRetries();
            }

            @Override
            public Step begin(
                    Exchange exchange, Attempt failed, Outcome outcome, Optional<Throwable> thrown, Duration backoff) {
                try {
                    exchange.async().retry(failed, failed.startAsync(), outcome, thrown, backoff);
                    return Step.ASYNC;
                } catch (IllegalStateException e) {
                    LOG.debug("no dispatch for another attempt", e);
                    return Step.OVER;
                }
            }
        },
        /** No other attempt can follow. */
        NEVER {
            @Override
            public boolean isPossible(Exchange exchange) {
                return false;
            }
        };

        private static final Logger LOG = Logs.of(NextAttempt.class);

        @Override
        public Step begin(
                Exchange exchange, Attempt failed, Outcome outcome, Optional<Throwable> thrown, Duration backoff) {
            return Step.OVER;
        }

        /** Waits before another attempt; false when somebody wants this thread to stop. */
        private static boolean backOff(Duration backoff) {
            try {
                TimeUnit.NANOSECONDS.sleep(backoff.toNanos());
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /**
     * The container waits for the app, and is asked for a dispatch.
     *
     * @param context what the app has started
     * @param atOnce whether the container wants to know before its call returns
     */
    record Dispatch(AsyncCycle context, boolean atOnce) implements NextAttempt {
        @Override
        public boolean isPossible(Exchange exchange) {
            return context.canDispatch() && exchange.keepsRetries();
        }

        @Override
        public Step begin(
                Exchange exchange, Attempt failed, Outcome outcome, Optional<Throwable> thrown, Duration backoff) {
            exchange.async().retry(failed, context, outcome, thrown, atOnce ? Duration.ZERO : backoff);
            return Step.ASYNC;
        }
    }
}
