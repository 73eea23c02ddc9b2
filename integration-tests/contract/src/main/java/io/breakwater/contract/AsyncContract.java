package io.breakwater.contract;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.net.URI;

/** What each contract of an asynchronous app has to hand. */
public abstract class AsyncContract extends GuardedContract {
    /** For tests about something else than the budget. */
    protected static final String NO_BUDGET = "retry.budget.ratio=100%";

    /** The guard where README has it: for client's requests and asynchronous dispatches. */
    protected final FilterEntry asyncGuard(String... settings) {
        return guard(settings).forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC);
    }

    /** An app of that servlet behind the guard. */
    protected final GuardedApp app(Servlet servlet, String... settings) {
        return GuardedApp.empty()
                .with(asyncGuard(settings))
                .with(ServletEntry.of("/*", servlet).async());
    }

    /** Starts an app of that servlet behind the guard. */
    protected final URI startAsync(Servlet servlet, String... settings) {
        return start(app(servlet, settings));
    }

    /** Starts an app that serves requests on threads of its own. */
    protected final URI startAsync(AsyncSubject subject, String... settings) {
        return startAsync(subject.asServlet(), settings);
    }

    /** Starts an app that does what it likes with its requests. */
    protected final URI startAsync(Subject subject, String... settings) {
        return startAsync(subject.asServlet(), settings);
    }
}
