package io.breakwater.contract;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Reading;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What holds for an app that serves on the container's thread holds for one that serves on threads of its own. */
public abstract class EitherWayContract extends AsyncContract {
    /** What a client that stalls has to say in the end. */
    protected static final String STALLED = "begin-end";

    private static final String BEGIN = "begin-";
    private static final String END = "end";
    private static final Logger LOG = LoggerFactory.getLogger(EitherWayContract.class);

    /** Whether the app serves on threads of its own. */
    protected boolean isAsync() {
        return false;
    }

    /** Starts that app behind the guard. */
    protected final URI startApp(Subject subject, String... settings) {
        return startApp(builder(settings), subject);
    }

    /** Starts that app behind the guard that the builder describes. */
    protected final URI startApp(Breakwater.Builder builder, Subject subject) {
        return start(GuardedApp.empty()
                .with(guard(builder).forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(served("/*", subject)));
    }

    /** That app as a servlet, which takes multipart forms as well. */
    protected final ServletEntry served(String pattern, Subject subject) {
        return isAsync()
                ? ServletEntry.of(pattern, onItsOwnThread(subject).asServlet())
                        .withParts()
                        .async()
                : ServletEntry.of(pattern, subject.asServlet()).withParts();
    }

    /** The path that stands for that way of reading. */
    protected static String path(Reading reading) {
        return "/" + reading.name().toLowerCase(Locale.ROOT);
    }

    /** Reads as the path's last segment says, and gives it back. */
    protected static void echo(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        Reading reading =
                Reading.valueOf(path.substring(path.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT));
        response.getWriter().write(reading.from(request));
    }

    /** A client that has sent its request up to the middle of its body. */
    protected final RawClient stall(URI uri, Reading reading) {
        RawRequest request = reading.post(path(reading), BEGIN + END);
        String body = request.body().utf8();
        return connect(uri).sendHead(request).sendBytes(Bytes.utf8(body.substring(0, body.indexOf(END))));
    }

    /** Sends the rest, which makes {@link #STALLED} of it, and waits for what comes then. */
    protected static RawResponse goOn(RawClient stalled, Reading reading) {
        String body = reading.post(path(reading), BEGIN + END).body().utf8();
        return stalled.sendBytes(Bytes.utf8(body.substring(body.indexOf(END)))).receive();
    }

    private static AsyncSubject onItsOwnThread(Subject subject) {
        return (context, request, response) -> {
            try {
                subject.serve(request, response);
            } catch (IOException | ServletException | RuntimeException e) {
                sendError(response);
            } finally {
                complete(context);
            }
        };
    }

    /** A container may have ended a request whose client broke off, and then says so in many ways, guarded or not. */
    private static void complete(AsyncContext context) {
        try {
            context.complete();
        } catch (RuntimeException e) {
            LOG.debug("nothing to complete any more", e);
        }
    }

    /** What a framework does with what its handlers throw on threads of their own, where it still can. */
    private static void sendError(HttpServletResponse response) {
        try {
            if (!response.isCommitted()) {
                response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("nothing to answer any more", e);
        }
    }
}
