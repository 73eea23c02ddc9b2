package io.breakwater.internal.wrapper;

import io.breakwater.internal.correlation.CorrelatedRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body and encoding each attempt finds as the first attempt found them. A later attempt that can't find them
 * is refused, and the failure of the attempt before it is answered: no attempt gets an empty body, or another, in place of
 * the client's.
 */
abstract class RereadRequest extends CorrelatedRequest {

    private final GuardedAttempt attempt;
    /** Whether it is the first attempt's, which finds whatever there is. */
    private final boolean first;

    private boolean used;

    RereadRequest(HttpServletRequest outer, GuardedAttempt attempt, boolean first) {
        super(outer);
        this.attempt = attempt;
        this.first = first;
    }

    public final GuardedAttempt attempt() {
        return attempt;
    }

    final GuardedExchange exchange() {
        return attempt.exchange();
    }

    /**
     * The app is about to use the body.
     *
     * @throws BodyGoneException when an attempt before has left nothing of it in that way
     */
    final void use(BodyUse by) {
        if (used) {
            return;
        }
        boolean found = exchange().body().isFoundBy(by) && (by == BodyUse.BYTES || first || isEncodingInForce());
        if (!found) {
            attempt.refuseBody();
            throw new BodyGoneException();
        }
        used = true;
    }

    private boolean isEncodingInForce() {
        return areSame(getCharacterEncoding(), super.getCharacterEncoding());
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        String inForce = super.getCharacterEncoding();
        if (first) {
            return inForce;
        }
        SharedBody body = exchange().body();
        if (!body.isEncodingChanged()) {
            return inForce;
        }
        String set = attempt.encoding();
        if (set == null) {
            return body.encodingBefore();
        }
        return areSame(set, inForce) ? inForce : set;
    }

    /** An attempt that is over sets none for the next. */
    @Override
    public void setCharacterEncoding(@Nullable String encoding) throws UnsupportedEncodingException {
        if (!attempt.ownership().isAppOwned()) {
            return;
        }
        exchange().body().encodingChanges();
        super.setCharacterEncoding(encoding);
        if (!first && !used) {
            // Some containers take none any more once an attempt before has read.
            attempt.encodingChanged(encoding);
        }
    }

    /** New in Servlet 6.1, whose own wrapper would go past the other. */
    public void setCharacterEncoding(@Nullable Charset encoding) {
        try {
            setCharacterEncoding(encoding == null ? null : encoding.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean areSame(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        try {
            return one.equalsIgnoreCase(other) || Charset.forName(one).equals(Charset.forName(other));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }
}
