package io.breakwater.internal.container;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A container that nothing is known of: it does what the Servlet API says, and what that does not say can't be done. */
class UnknownContainer implements Container {

    @Override
    public boolean owns(Class<?> type) {
        return true;
    }

    @Override
    public ChainKind chainKind(Class<?> chain) {
        return ChainKind.UNKNOWN;
    }

    @Override
    public boolean dispatchesByItself() {
        return true;
    }

    @Override
    public boolean tellsWriteListenersOfTheirFailure() {
        return true;
    }

    @Override
    public boolean refusesRequestBy(Throwable thrown) {
        return false;
    }

    @Override
    public boolean refusesTrace(ServletRequest own) {
        return false;
    }

    @Override
    public Optional<ClientConnection> connection(HttpServletRequest request, HttpServletResponse response) {
        return Optional.empty();
    }

    @Override
    public void abort(ServletResponse own) {}

    @Override
    public boolean abortsBy(int status) {
        return false;
    }

    @Override
    public boolean canFlushBeforeAbort() {
        return true;
    }

    @Override
    public boolean endsFailuresInGoodOrder() {
        return false;
    }

    @Override
    public long bytesWritten(ServletResponse own) {
        return 0;
    }

    @Override
    public @Nullable CookieSnapshot snapshotCookies(ServletResponse own) {
        return null;
    }

    @Override
    public boolean printsInResponseEncoding() {
        return false;
    }

    @Override
    public boolean writesNull() {
        return false;
    }

    @Override
    public boolean refusesTrailersAfterError() {
        return false;
    }

    @Override
    public boolean isIncluded(HttpServletResponse own) {
        return false;
    }

    @Override
    public boolean finishesForwards(ServletContext context) {
        return false;
    }

    @Override
    public boolean closesWrappedStreams(ServletContext context) {
        return false;
    }

    @Override
    public boolean closesWrappedWriters() {
        return false;
    }

    @Override
    public boolean isDispatcher(String className) {
        return false;
    }

    @Override
    public boolean finish(ServletResponse own) {
        return false;
    }
}
