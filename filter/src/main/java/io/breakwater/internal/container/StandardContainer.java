package io.breakwater.internal.container;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A container that does what the Servlet API says. What the API does not say can't be done with it. The classes of the known
 * containers extend this one and override what differs, so that each shows what its container does in its own way.
 */
abstract class StandardContainer implements Container {

    @Override
    public ChainKind chainKind(Class<?> chain) {
        return ChainKind.UNKNOWN;
    }

    @Override
    public boolean dispatchesByItself() {
        return true;
    }

    @Override
    public boolean seesDispatches(ServletContext context, String filterName) throws ReflectiveOperationException {
        return false;
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
    public OptionalInt maxThreads(ServletRequest own, ServletResponse ownResponse) throws ReflectiveOperationException {
        return OptionalInt.empty();
    }

    @Override
    public Optional<ClientConnection> connection(HttpServletRequest request, HttpServletResponse response)
            throws ReflectiveOperationException {
        return Optional.empty();
    }

    @Override
    public void abort(ServletResponse own) throws IOException, ReflectiveOperationException {}

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
    public long bytesWritten(ServletResponse own) throws ReflectiveOperationException {
        return 0;
    }

    @Override
    public @Nullable CookieSnapshot snapshotCookies(ServletResponse own) throws ReflectiveOperationException {
        return null;
    }

    @Override
    public void keepOnErrorPage(ServletResponse own, String header, String value) throws ReflectiveOperationException {}

    @Override
    public boolean printsInResponseEncoding() {
        return false;
    }

    @Override
    public boolean writesNull() {
        return false;
    }

    @Override
    public boolean ignoresHeadAfterError() {
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
    public void endInclude(HttpServletResponse outer) throws ReflectiveOperationException {}

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
    public boolean finish(ServletResponse own) throws IOException {
        return false;
    }

    @Override
    public char[] lineEnd() {
        return System.lineSeparator().toCharArray();
    }
}
