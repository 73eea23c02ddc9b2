package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client hangs up while an app writes on a thread of its own: the container tells of the error, and the app dispatches or completes,
 * in whatever order. The exchange ends once, and everything is given back.
 */
@Promise(value = "CrossedError", in = Section.ASYNC)
public class CrossedErrorContract extends AsyncContract {
    /** Containers that tell of no error leave the app waiting that long. */
    private static final long UNTOLD_MILLIS = 2000;

    private static final int PIECE = 8 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(CrossedErrorContract.class);

    /** What the app asks for. */
    private enum Wish {
        DISPATCH,
        COMPLETE;

        /** The container may have ended the request already, and refuses then. */
        private void ask(AsyncContext context) {
            try {
                if (this == DISPATCH) {
                    context.dispatch();
                } else {
                    context.complete();
                }
            } catch (IllegalStateException e) {
                LOG.debug("the container has ended the request", e);
            }
        }
    }

    /** When it asks. */
    private enum Moment {
        /** Before the container has told its last listener of the error. */
        FIRST,
        /** In a listener, as the container tells of the error. */
        IN_LISTENER,
        /** Once the container is done with the request. */
        LAST
    }

    /** An app that writes until its client has gone, and wishes for something then. */
    private static final class Writing implements AsyncListener {
        private final Wish wish;
        private final Moment moment;
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch told = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);

        private Writing(Wish wish, Moment moment) {
            this.wish = wish;
            this.moment = moment;
        }

        private Subject asSubject() {
            return (request, response) -> {
                if (request.getDispatcherType() == DispatcherType.ASYNC) {
                    return;
                }
                AsyncContext context = request.startAsync();
                context.addListener(this);
                AsyncSubject.run(() -> {
                    writeUntilTheClientHasGone((HttpServletResponse) context.getResponse());
                    if (moment != Moment.FIRST) {
                        await(moment == Moment.LAST ? over : told);
                    }
                    wish.ask(context);
                    asked.countDown();
                });
            };
        }

        private static void writeUntilTheClientHasGone(HttpServletResponse response) {
            try {
                ServletOutputStream out = response.getOutputStream();
                for (int i = 0; i < 1_000_000; i++) {
                    out.write(new byte[PIECE]);
                    out.flush();
                }
            } catch (IOException | RuntimeException e) {
                LOG.debug("the client has gone", e);
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                if (!latch.await(UNTOLD_MILLIS, TimeUnit.MILLISECONDS)) {
                    LOG.debug("the container tells of nothing");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onError(AsyncEvent event) {
            if (moment == Moment.FIRST) {
                await(asked);
            } else if (moment == Moment.IN_LISTENER) {
                wish.ask(event.getAsyncContext());
                told.countDown();
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            over.countDown();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    static Stream<Arguments> orders() {
        return Stream.of(Wish.values())
                .flatMap(wish -> Stream.of(Moment.values()).map(moment -> Arguments.of(wish, moment)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("orders")
    void theExchangeEndsOnce(Enum<?> wish, Enum<?> moment) {
        Writing app = new Writing((Wish) wish, (Moment) moment);
        URI uri = startAsync(app.asSubject(), "concurrency.max=1");
        RawClient client = connect(uri).send(visit("/"));
        client.receiveSome(1000);

        client.hangUpHard();

        assertThat(reports.only().ending()).isEqualTo(Ending.CLIENT_GONE);
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
        await().until(() -> app.asked.getCount() == 0);
        assertThat(reports.all()).hasSize(1);
    }
}
