package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.internal.correlation.LogContext;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequestAttributeEvent;
import jakarta.servlet.ServletRequestAttributeListener;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** That an asynchronous app sees through the guard what it would see without it, and its correlation id everywhere. */
@Promise(value = "Transparency", in = Section.ASYNC)
public class AsyncTransparencyContract extends AsyncContract {

    @Test
    void theContextKnowsThePairThatTheAppKnows() throws Exception {
        List<Boolean> same = new CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> plain = new CompletableFuture<>();
        RecordingListener withPair = new RecordingListener();
        CompletableFuture<Boolean> itsOwn = new CompletableFuture<>();
        Subject app = (request, response) -> {
            HttpServletRequestWrapper ownRequest = new HttpServletRequestWrapper(request);
            HttpServletResponseWrapper ownResponse = new HttpServletResponseWrapper(response);
            boolean wraps = "/wraps".equals(request.getRequestURI());
            AsyncContext context = wraps ? request.startAsync(ownRequest, ownResponse) : request.startAsync();
            same.add(context.getRequest() == (wraps ? ownRequest : request));
            same.add(context.getResponse() == (wraps ? ownResponse : response));
            same.add(context.hasOriginalRequestAndResponse() != wraps);
            same.add(request.getAsyncContext() == context);
            same.add(request.isAsyncStarted());
            context.addListener(wraps ? comparing(itsOwn) : comparing(plain));
            if (!wraps) {
                context.addListener(withPair, ownRequest, ownResponse);
            }
            AsyncSubject.run(context::complete);
        };
        URI uri = startAsync(app);

        ask(uri, visit("/"));
        ask(uri, visit("/wraps"));

        assertThat(plain.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(withPair.await("complete").getSuppliedRequest()).isInstanceOf(HttpServletRequestWrapper.class);
        assertThat(itsOwn.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(same).hasSize(10).containsOnly(true);
    }

    /** Compares what it is told with what the context has, while the container still speaks of it. */
    private static RecordingListener comparing(CompletableFuture<Boolean> same) {
        return new RecordingListener() {
            @Override
            public void onComplete(AsyncEvent event) {
                same.complete(
                        event.getSuppliedRequest() == event.getAsyncContext().getRequest()
                                && event.getSuppliedResponse()
                                        == event.getAsyncContext().getResponse());
            }
        };
    }

    /** Answers well, completes, and does the rest when it hears of that; a container may have sent the answer before. */
    private static AsyncSubject completing(Subject rest) {
        return (context, request, response) -> {
            context.addListener(new RecordingListener() {
                @Override
                public void onComplete(AsyncEvent event) {
                    try {
                        rest.serve(request, response);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            context.complete();
        };
    }

    @Test
    void anErrorThatAListenerSendsAtTheEndIsTheStatusOfTheReport() {
        URI uri = startAsync(completing((request, response) -> response.sendError(404)), "concurrency.max=1");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(reports.only().status()).isEqualTo(seen.status());
        assertThat(reports.only().fault()).isEmpty();
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
    }

    @Test
    void aFailingStatusThatAListenerSetsAtTheEndCountsWhenItHasGoneOut() {
        Subject fails = (request, response) -> {
            response.setStatus(503);
            response.getWriter().print("down");
            throw new IllegalStateException("a bug");
        };
        URI uri = startAsync(completing(fails), "concurrency.max=1");

        RawResponse seen = ask(uri, visit("/"));

        boolean failed = seen.status() == 503;
        assertThat(reports.only().status()).isEqualTo(seen.status());
        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
        assertThat(reports.only().fault()).isEqualTo(failed ? Optional.of(Fault.DOWNSTREAM_STATUS) : Optional.empty());
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
    }

    @Test
    void startingOnAnOriginalPairIsOriginal() {
        CompletableFuture<Boolean> original = new CompletableFuture<>();
        Subject app = (request, response) -> {
            AsyncContext context = request.startAsync(request, response);
            original.complete(context.hasOriginalRequestAndResponse());
            context.complete();
        };

        ask(startAsync(app), visit("/"));

        assertThat(original).isCompletedWithValue(true);
    }

    @Test
    void listenersHearOfANewCycleAndAreForgottenByIt() throws Exception {
        RecordingListener first = new RecordingListener();
        RecordingListener second = new RecordingListener();
        Subject app = (request, response) -> {
            AsyncContext context = request.startAsync();
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                context.addListener(second);
                AsyncSubject.run(context::complete);
            } else {
                context.addListener(first);
                AsyncSubject.run(context::dispatch);
            }
        };

        ask(startAsync(app), visit("/"));

        second.await("complete");
        assertThat(first.names()).containsExactly("start");
        assertThat(second.names()).containsExactly("complete");
    }

    @Test
    void aPairThatIsNotHttpIsDispatched() {
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                response.getWriter().write("dispatched");
                return;
            }
            AsyncContext context = request.startAsync(new ServletRequestWrapper(request), response);
            AsyncSubject.run(context::dispatch);
        };
        URI uri = startAsync(new jakarta.servlet.GenericServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            public void service(jakarta.servlet.ServletRequest request, jakarta.servlet.ServletResponse response)
                    throws jakarta.servlet.ServletException, java.io.IOException {
                if (request instanceof jakarta.servlet.http.HttpServletRequest http) {
                    app.serve(http, (jakarta.servlet.http.HttpServletResponse) response);
                } else {
                    response.getWriter().write("dispatched");
                }
            }
        });

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("dispatched");

        assertThat(reports.only().fault()).isEmpty();
    }

    @Test
    void theAppsAttributeListenersHearNothingOfTheGuard() {
        List<String> heard = new CopyOnWriteArrayList<>();
        ServletRequestAttributeListener listener = new ServletRequestAttributeListener() {
            @Override
            public void attributeAdded(ServletRequestAttributeEvent event) {
                heard.add(event.getName());
            }
        };
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                AsyncContext context = request.startAsync();
                AsyncSubject.run(context::dispatch);
            }
        };

        ask(start(app(app.asServlet()).with(listener)), visit("/"));

        reports.only();
        assertThat(heard).allSatisfy(name -> assertThat(name).doesNotContain("breakwater"));
    }

    @Test
    void theIdIsInTheLogContextWhereverTheContainerCallsTheApp() throws Exception {
        CompletableFuture<String> inTask = new CompletableFuture<>();
        CompletableFuture<String> inDispatch = new CompletableFuture<>();
        CompletableFuture<String> inListener = new CompletableFuture<>();
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                inDispatch.complete(String.valueOf(MDC.get(LogContext.CORRELATION_ID)));
                return;
            }
            AsyncContext context = request.startAsync();
            context.addListener(new RecordingListener() {
                @Override
                public void onComplete(AsyncEvent event) {
                    inListener.complete(String.valueOf(MDC.get(LogContext.CORRELATION_ID)));
                }
            });
            context.start(() -> {
                inTask.complete(String.valueOf(MDC.get(LogContext.CORRELATION_ID)));
                context.dispatch();
            });
        };

        RawResponse seen = ask(startAsync(app), visit("/"));

        assertThat(inTask.get(10, TimeUnit.SECONDS)).isEqualTo(seen.header(ID));
        assertThat(inDispatch.get(10, TimeUnit.SECONDS)).isEqualTo(seen.header(ID));
        assertThat(inListener.get(10, TimeUnit.SECONDS)).isEqualTo(seen.header(ID));
    }

    @Test
    void theIdIsInTheLogContextOfAnErrorPage() throws Exception {
        CompletableFuture<String> inPage = new CompletableFuture<>();
        Subject bug = (request, response) -> {
            throw new IllegalStateException("a bug");
        };
        Subject page = (request, response) -> inPage.complete(String.valueOf(MDC.get(LogContext.CORRELATION_ID)));
        URI uri = start(GuardedApp.empty()
                .with(guard().forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR))
                .with(ServletEntry.of("/page", page.asServlet()))
                .with(ServletEntry.of("/*", bug.asServlet()).async())
                .withErrorPage(500, "/page"));

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(500);
        assertThat(inPage.get(10, TimeUnit.SECONDS)).isEqualTo(seen.header(ID));
        assertThat(reports.all()).hasSize(1);
    }

    @Test
    void aDispatchThatComesFromAnOuterFilterIsGuarded() {
        FilterEntry outer = FilterEntry.of("outer", (request, response, chain) -> {
                    if (request.getDispatcherType() == DispatcherType.REQUEST) {
                        AsyncContext context = request.startAsync();
                        AsyncSubject.run(context::dispatch);
                    } else {
                        chain.doFilter(request, response);
                    }
                })
                .forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC);
        Subject fails = (request, response) -> response.sendError(503);
        URI uri = start(GuardedApp.empty()
                .with(outer)
                .with(asyncGuard())
                .with(ServletEntry.of("/*", fails.asServlet()).async()));

        assertThat(ask(uri, visit("/")).body().utf8()).contains("<html");

        assertThat(reports.only().status()).isEqualTo(503);
    }
}
