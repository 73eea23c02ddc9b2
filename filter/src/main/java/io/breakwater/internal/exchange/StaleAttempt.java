package io.breakwater.internal.exchange;

import io.breakwater.internal.log.Logs;
import io.breakwater.internal.stale.AnswerCopy;
import io.breakwater.internal.stale.RequestHead;
import io.breakwater.internal.stale.StaleAnswers;
import io.breakwater.internal.wrapper.AnswerHead;
import io.breakwater.internal.wrapper.GuardedResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What an attempt has to do with kept answers, on a route that keeps some. Thread-safe. */
final class StaleAttempt {

    private static final Logger LOG = Logs.of(StaleAttempt.class);

    /** After any other a stored answer may be wrong (RFC 9111, section 4.4). */
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final StaleAnswers answers;
    private final RequestHead request;
    private final @Nullable AnswerCopy copy;
    private boolean over;

    private StaleAttempt(StaleAnswers answers, RequestHead request) {
        this.answers = answers;
        this.request = request;
        this.copy = answers.copyFor(request);
    }

    /** For an attempt that begins; null where {@code answers} is, since the route keeps none. */
    static @Nullable StaleAttempt of(@Nullable StaleAnswers answers, HttpServletRequest request) {
        return answers == null ? null : new StaleAttempt(answers, StaleRequest.headOf(request));
    }

    /** Null when none is made, whatever the answer is. */
    @Nullable AnswerCopy copy() {
        return copy;
    }

    RequestHead request() {
        return request;
    }

    /**
     * The attempt has ended.
     *
     * @param well whether it has been answered, and all of the answer is there
     */
    synchronized void ended(boolean well, GuardedResponse response) {
        if (over) {
            return;
        }
        over = true;
        try {
            if (well && !response.isHandedOver()) {
                answered(response);
            }
        } catch (IllegalStateException | NullPointerException e) {
            // The container has taken its request or response back meanwhile.
            LOG.debug("an answer was not kept", e);
        } finally {
            if (copy != null) {
                copy.drop();
            }
        }
    }

    private void answered(GuardedResponse response) {
        int status = response.outer().getStatus();
        if (!SAFE_METHODS.contains(request.method())) {
            if (status >= HttpServletResponse.SC_OK && status < HttpServletResponse.SC_BAD_REQUEST) {
                answers.invalidate(request.uri());
            }
        } else if (status == HttpServletResponse.SC_NOT_MODIFIED) {
            AnswerHead.ofApp(response).ifPresent(head -> answers.confirm(request, head));
        } else if (copy != null && copy.isOn()) {
            AnswerHead.end(copy, response);
        }
    }
}
