package io.breakwater.internal.exchange;

import io.breakwater.internal.container.ExchangeOverException;
import io.breakwater.internal.fault.CauseChain;
import io.breakwater.internal.fault.FaultClassifier;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.wrapper.ReadingPlace;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Reads from an exception whose failure it tells of: the client's, the app's or a downstream's. */
final class ThrownFailure {

    private static final Logger LOG = Logs.of(ThrownFailure.class);

    private static final String SPRINGS_TIMEOUT =
            "org.springframework.web.context.request.async.AsyncRequestTimeoutException";

    private ThrownFailure() {}

    /** Whether it tells of the connection to the client. */
    static boolean isOfConnection(Throwable thrown) {
        Throwable root = CauseChain.root(thrown);
        return root instanceof IOException && !(root instanceof ExchangeOverException);
    }

    /** Whether Spring says by it that an asynchronous time-out of the app's has passed; it answers 503, which no downstream has sent. */
    static boolean isAppsTimeout(Throwable swallowed) {
        return swallowed.getClass().getName().equals(SPRINGS_TIMEOUT);
    }

    /**
     * The failure of a downstream that {@code thrown} tells of; empty when it tells of none, or of what the client sent.
     *
     * @param told what the app has said its downstream failed of; null when it has said nothing
     * @param mistake what was wrong with the form or parts that the client sent; null when nothing was
     * @param ended where the app was when it saw the end of the request's body; null when it has not
     */
    @SuppressWarnings("IllegalCatch") // an exception of the app's may throw whatever it likes when it is asked
    static Optional<Outcome.Failed> classify(
            Throwable thrown,
            FaultClassifier classifier,
            @Nullable Throwable told,
            @Nullable Throwable mistake,
            @Nullable ReadingPlace ended) {
        try {
            if (isAboutRequest(thrown, mistake, ended)) {
                return Optional.empty();
            }
            boolean isDownstreams = told != null && CauseChain.share(told, thrown);
            return classifier.classify(thrown, isDownstreams);
        } catch (RuntimeException | Error e) {
            LOG.debug(
                    "an exception of the app's can't be read: {}",
                    thrown.getClass().getName());
            return Optional.empty();
        }
    }

    private static boolean isAboutRequest(Throwable thrown, @Nullable Throwable mistake, @Nullable ReadingPlace ended) {
        if (mistake != null && CauseChain.share(mistake, thrown)) {
            return true;
        }
        Throwable root = CauseChain.root(thrown);
        boolean saysTooShort = root instanceof EOFException || root instanceof ZipException;
        return ended != null && saysTooShort && ended.isWhereFrom(root);
    }
}
