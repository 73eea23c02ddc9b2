package io.breakwater.internal.wrapper;

import io.breakwater.internal.inject.AnswerCut;
import io.breakwater.internal.stale.AnswerCopy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the wrappers ask and tell the attempt that they are made for: the one way from them to whoever guards. Thread-safe. */
public interface GuardedAttempt {

    /** The exchange that it is an attempt of. */
    GuardedExchange exchange();

    /** Who may touch its response. */
    ResponseOwnership ownership();

    /** The request as the app has it. */
    ServletRequestWrapper request();

    /** The {@link GuardedResponse} that it answers through; a later dispatch may have brought another. */
    ServletResponseWrapper response();

    // From the request.

    /** The app is about to set an attribute, or to remove it, for which {@code value} is null. */
    void beforeAttribute(String name, @Nullable Object value);

    /** Begins an operation that has an end to the response in it. */
    Turn ending();

    /** Lets an error go that is the container's to answer, before the container is asked for something else. */
    void letPlainErrorGo();

    /** A container puts a request of its own between, for a forward or an include. */
    void requestForwarded();

    /** The app has set the encoding of the body, in another attempt than the first. */
    void encodingChanged(@Nullable String encoding);

    /** The encoding that the attempt has set, if it is not the first; null when it has set none. */
    @Nullable String encoding();

    /** The app can't have the request's body. */
    void refuseBody();

    /** The app has read to the end of the request's body there. */
    void bodyEnded(ReadingPlace place);

    /** The container threw {@code thrown} when it read what the client had sent. */
    void clientErred(Throwable thrown);

    /** The container's own stream threw {@code e}: the client's side has broken. */
    void clientFailed(IOException e);

    /**
     * Takes back what was given away while the client was waited for.
     *
     * @throws io.breakwater.fault.LimitReachedException when all places are taken
     * @throws io.breakwater.fault.CircuitOpenException when the breaker lets nobody through
     */
    void clientGoesOn();

    /**
     * The container tells a listener of the app for reading or writing that it is over.
     *
     * @param own what the listener itself has thrown, if it has; that was the client's doing only where its stream threw it
     */
    void listenerFails(Throwable thrown, @Nullable Throwable own);

    /** A listener of the app for reading or writing has thrown, of which the container may tell nobody. */
    void listenerThrew(Throwable thrown);

    // From the response.

    /** The copy that is made of its answer; null when none is. */
    @Nullable AnswerCopy answerCopy();

    /** Where its answer is to break off, as for a game day; null when it is not. */
    @Nullable AnswerCut answerCut();

    /** What is about to be written starts the response; it may take as long as the client takes to read it. */
    void responseStarts();

    /** The response has started. */
    void responseStarted(int status);

    /** The app begins the response anew. */
    void responseDoesNotStart();

    /** Returns whether it must end, because the guard has refused it although the app was at work. */
    boolean isRefused();

    /** Returns whether an error of that status has a failure of a downstream behind it. */
    boolean hidesFailure(int status);

    /** Returns whether a container has put a request of its own between, and has taken it away again. */
    boolean wasForwarded();

    /** Returns whether a dispatch of the container's is under way, at whose end the container looks at what it was told. */
    boolean isInDispatch();

    /** Returns whether the container may end the request without us. */
    boolean isBeyondUs();

    /** The app has broken the response off in a container's own way; returns whether all is done that follows from that. */
    boolean brokenOff();

    // Asynchronous operation.

    /** The app has started it with no pair, for which the container has taken its own. */
    AsyncContext asyncStarted(AsyncContext container);

    /** The app has started it with the pair it knows. */
    AsyncContext asyncStartedWith(AsyncContext container, ServletRequest known, ServletResponse knownResponse);

    /** What the app has started in the dispatch under way, or the last. */
    Optional<AsyncContext> asyncContext();

    /** The container is to know that the app has completed it, because the app looks, or asks for something else. */
    void tellOfCompletion();

    /** Returns whether the dispatch of the container's that is under way began the attempt. */
    boolean isBegunByThisDispatch();
}
