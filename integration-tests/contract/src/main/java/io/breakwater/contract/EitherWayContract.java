package io.breakwater.contract;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What holds for an app that serves on the container's thread holds for one that serves on threads of its own. */
public abstract class EitherWayContract extends AsyncContract {
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
