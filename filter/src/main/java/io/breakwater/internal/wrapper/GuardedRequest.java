package io.breakwater.internal.wrapper;

import io.breakwater.internal.container.UntrackedWriters;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The request as one attempt sees it: with the correlation id among its headers, and a body that can be read again. */
public final class GuardedRequest extends RereadRequest {

    private static final List<String> FORMS = List.of("application/x-www-form-urlencoded", "multipart/");
    private static final byte UNKNOWN = 0;
    private static final byte NO = 1;
    private static final byte YES = 2;
    private static final byte PARTS_GIVEN_OUT = 3;

    private @Nullable GuardedInput input;
    private @Nullable BufferedReader reader;
    /** Whether the container is making its reader, which Undertow does over the stream of whatever the app calls its request. */
    private boolean makesReader;

    private @Nullable ChangedAttributes changedAttributes;
    /** Whether its body is a form or has parts, once somebody has asked, and whether the app has got the parts. */
    private volatile byte hasForm;

    /** Ours among the wrappers that {@code request} is made of; null when there is none. */
    public static @Nullable GuardedRequest among(ServletRequest request) {
        for (ServletRequest at = request; at instanceof ServletRequestWrapper wrapper; at = wrapper.getRequest()) {
            if (at instanceof GuardedRequest guarded) {
                return guarded;
            }
        }
        return null;
    }

    /** @param first whether it is the first attempt's */
    public GuardedRequest(HttpServletRequest outer, GuardedAttempt attempt, boolean first) {
        super(outer, attempt, first);
    }

    /** Returns whether an answer to a request has no body. */
    public static boolean isHead(HttpServletRequest request) {
        return "HEAD".equals(request.getMethod());
    }

    @Override
    protected String correlationHeader() {
        return exchange().correlationHeader();
    }

    @Override
    protected String correlationId() {
        return exchange().correlationId();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (makesReader) {
            return super.getInputStream();
        }
        if (reader != null) {
            // Which the container says in its own words, if it is its own reader.
            super.getInputStream();
            throw new IllegalStateException("getReader() has been called for this request");
        }
        use(BodyUse.BYTES);
        return input();
    }

    @Override
    public BufferedReader getReader() throws IOException {
        if (reader == null) {
            if (input != null) {
                super.getReader();
                throw new IllegalStateException("getInputStream() has been called for this request");
            }
            use(BodyUse.TEXT);
            reader = new BufferedReader(characters());
        }
        return reader;
    }

    private Reader characters() throws IOException {
        TextReplay text = text();
        if (text != null) {
            return new GuardedReader(attempt(), text);
        }
        // An attempt before has read bytes, so that there is no reader to be had.
        String encoding = getCharacterEncoding();
        return encoding == null
                ? new InputStreamReader(input(), StandardCharsets.ISO_8859_1)
                : new InputStreamReader(input(), encoding);
    }

    private @Nullable TextReplay text() throws IOException {
        makesReader = true;
        try {
            return exchange().body().text(exchange().maxKept());
        } finally {
            makesReader = false;
        }
    }

    private GuardedInput input() throws IOException {
        if (input == null) {
            input = new GuardedInput(attempt(), bytes());
        }
        return input;
    }

    private BodyReplay bytes() throws IOException {
        try {
            return exchange().body().bytes(exchange().maxKept());
        } catch (BodyGoneException e) {
            attempt().refuseBody();
            throw e;
        }
    }

    /** The container takes its own pair then, which is what filters outside get in a dispatch. */
    @Override
    public AsyncContext startAsync() {
        return starting(() -> attempt().asyncStarted(super.startAsync()));
    }

    /** The container gets what it would get without us. */
    @Override
    public AsyncContext startAsync(ServletRequest servletRequest, ServletResponse servletResponse) {
        ServletRequest given = servletRequest == this ? getRequest() : servletRequest;
        ServletResponse toFill =
                servletResponse == attempt().response() ? attempt().response().getResponse() : servletResponse;
        return starting(
                () -> attempt().asyncStartedWith(super.startAsync(given, toFill), servletRequest, servletResponse));
    }

    private AsyncContext starting(Supplier<AsyncContext> start) {
        try (Turn turn = attempt().ownership().begin()) {
            if (turn == null) {
                // Nobody would complete it: the exchange has been answered, and its thread is all that is awaited.
                throw new IllegalStateException("The exchange is over and has been answered");
            }
            attempt().tellOfCompletion();
            return start.get();
        }
    }

    /** No container offers the app to send a file in its place: no length, deadline or page of ours would hold for that. */
    @Override
    public @Nullable Object getAttribute(@Nullable String name) {
        Object value = super.getAttribute(name);
        boolean hidden = value != null
                && UntrackedWriters.FILE_OFFER.equals(name)
                && exchange().acts();
        return hidden ? (Object) false : value;
    }

    /** An attempt that is over is complete, whatever the container still does for the next one. */
    @Override
    public boolean isAsyncStarted() {
        attempt().tellOfCompletion();
        return attempt().ownership().isAppOwned() && super.isAsyncStarted();
    }

    /** An error that the app has left to the container must be there before whatever the app does next. */
    @Override
    public @Nullable RequestDispatcher getRequestDispatcher(String path) {
        attempt().letPlainErrorGo();
        return super.getRequestDispatcher(path);
    }

    @Override
    public AsyncContext getAsyncContext() {
        return attempt().asyncContext().orElseGet(super::getAsyncContext);
    }

    /** A retry begins anew, although the container had to dispatch it. */
    @Override
    public DispatcherType getDispatcherType() {
        DispatcherType type = super.getDispatcherType();
        return type == DispatcherType.ASYNC && attempt().isBegunByThisDispatch() ? DispatcherType.REQUEST : type;
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        attempt().beforeAttribute(name, value);
        beforeChange(name);
        super.setAttribute(name, value);
    }

    /** Tomcat puts a request of its own between, for a forward or an include: by a name no attribute tells of one. */
    @Override
    public void setRequest(ServletRequest request) {
        attempt().requestForwarded();
        super.setRequest(request);
    }

    @Override
    public void removeAttribute(String name) {
        attempt().beforeAttribute(name, null);
        beforeChange(name);
        super.removeAttribute(name);
    }

    /** What an attempt leaves in the attributes would tell the next that its work has been done. */
    private void beforeChange(String name) {
        if (exchange().mayBeRetried()) {
            synchronized (attempt()) {
                if (changedAttributes == null) {
                    changedAttributes = new ChangedAttributes();
                }
                changedAttributes.beforeChange(name, getRequest());
            }
        }
    }

    /** Puts the attributes back that the attempt had found. */
    public void restoreAttributes() {
        synchronized (attempt()) {
            if (changedAttributes != null) {
                changedAttributes.restore(getRequest());
                changedAttributes = null;
            }
        }
    }

    @Override
    public @Nullable String getParameter(String name) {
        return mayWaitForClient() ? awaiting(() -> super.getParameter(name)) : super.getParameter(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return mayWaitForClient() ? awaiting(super::getParameterMap) : super.getParameterMap();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return mayWaitForClient() ? awaiting(super::getParameterNames) : super.getParameterNames();
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return mayWaitForClient() ? awaiting(() -> super.getParameterValues(name)) : super.getParameterValues(name);
    }

    @Override
    public Collection<Part> getParts() throws IOException, ServletException {
        Collection<Part> parts = awaitingParts(super::getParts);
        if (parts != null && !parts.isEmpty()) {
            hasForm = PARTS_GIVEN_OUT;
        }
        return parts;
    }

    @Override
    public @Nullable Part getPart(String name) throws IOException, ServletException {
        Part part = awaitingParts(() -> super.getPart(name));
        if (part != null) {
            hasForm = PARTS_GIVEN_OUT;
        }
        return part;
    }

    /** Whether the app has parts of the body, which are gone for others once it has moved or deleted them. */
    public boolean hasGivenPartsOut() {
        return hasForm == PARTS_GIVEN_OUT;
    }

    /**
     * Whether the container reads a form or parts from the client, past our input, when it is asked for a parameter: the app
     * waits for the client then, not for a downstream, and what goes wrong is the client's doing.
     */
    private boolean mayWaitForClient() {
        byte known = hasForm;
        if (known == UNKNOWN) {
            // Not by getContentType(), which Jetty 12.1 refuses where it does not know the encoding.
            String type = getHeader("Content-Type");
            known = type != null && FORMS.stream().anyMatch(form -> type.regionMatches(true, 0, form, 0, form.length()))
                    ? YES
                    : NO;
            hasForm = known;
        }
        return known != NO;
    }

    // What would answer the client, which is no business of an attempt that is over.

    @Override
    public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
        requireApps();
        return super.authenticate(response);
    }

    @Override
    public <T extends HttpUpgradeHandler> T upgrade(Class<T> handler) throws IOException, ServletException {
        requireApps();
        return super.upgrade(handler);
    }

    private void requireApps() {
        if (!attempt().ownership().isAppOwned()) {
            throw new IllegalStateException("The exchange is over and has been answered");
        }
    }

    private <T extends @Nullable Object> T awaiting(Supplier<T> reading) {
        use(BodyUse.FORM);
        exchange().clientWaitBegins();
        T value;
        try {
            value = reading.get();
        } catch (RuntimeException e) {
            attempt().clientErred(e);
            throw e;
        } finally {
            exchange().clientWaitEnds(0);
        }
        attempt().clientGoesOn();
        return value;
    }

    private interface PartsReading<T extends @Nullable Object> {
        T read() throws IOException, ServletException;
    }

    private <T extends @Nullable Object> T awaitingParts(PartsReading<T> reading) throws IOException, ServletException {
        use(BodyUse.FORM);
        exchange().clientWaitBegins();
        T value;
        try {
            value = reading.read();
        } catch (IOException | ServletException | RuntimeException e) {
            attempt().clientErred(e);
            throw e;
        } finally {
            exchange().clientWaitEnds(0);
        }
        attempt().clientGoesOn();
        return value;
    }
}
