package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.CorrelationIdFilter;
import jakarta.servlet.Filter;
import java.net.ConnectException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.DefaultMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.request.async.DeferredResult;

/** A test of the user's by MockMvc, whose container carries out no dispatch by itself, judges the app and not the guard. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MockMvcTest {

    private final Harbour harbour = Harbour.start(App.class, "breakwater.retry.max-attempts=3");
    private final App.Slips slips = harbour.bean(App.Slips.class);

    @AfterAll
    void stop() {
        harbour.close();
    }

    private MockMvc mvc(Filter... filters) {
        DefaultMockMvcBuilder builder = MockMvcBuilders.webAppContextSetup((WebApplicationContext) harbour.context());
        return builder.addFilters(filters).build();
    }

    private MockMvc guarded() {
        Breakwater engine = harbour.bean(Breakwater.class);
        return mvc(new CorrelationIdFilter(engine.correlationHeader()), new BreakwaterFilter(engine));
    }

    private static String outcome(MockMvc mvc, String path) {
        try {
            MvcResult started = mvc.perform(get(path).accept("text/html")).andReturn();
            started.getAsyncResult(TimeUnit.SECONDS.toMillis(20));
            MockHttpServletResponse response =
                    mvc.perform(asyncDispatch(started)).andReturn().getResponse();
            return response.getStatus() + " " + response.getContentAsString();
        } catch (Exception e) {
            return String.valueOf(e);
        }
    }

    @BeforeEach
    void forget() {
        slips.calls.set(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/callable/mistake", "/deferred/mistake", "/callable/fine", "/deferred/fine"})
    void whatTheAppDoesIsAsWithoutTheFilter(String path) {
        assertThat(outcome(guarded(), path)).isEqualTo(outcome(mvc(), path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/callable/unreachable", "/deferred/unreachable"})
    void aDownstreamsFailureHasItsPageAndNoRetry(String path) {
        assertThat(outcome(guarded(), path)).startsWith("502 ").contains("<html");
        assertThat(slips.calls).hasValue(1);
    }

    /** Where {@code page.replace} is what it is by default. */
    @Test
    void anOwn503GivesWayToThePageAsItDoesInAnyContainer() {
        assertThat(outcome(guarded(), "/callable/own-503"))
                .startsWith("503 ")
                .contains("<html")
                .doesNotContain("not now");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(App.Slips.class)
    static class App {

        @RestController
        static class Slips {
            final AtomicInteger calls = new AtomicInteger();

            private ResponseEntity<String> answer(String how) throws Exception {
                calls.incrementAndGet();
                return switch (how) {
                    case "mistake" -> throw new IllegalStateException("the app's own mistake");
                    case "unreachable" -> throw new ConnectException("Connection refused");
                    case "own-503" -> ResponseEntity.status(503).body("not now");
                    default -> ResponseEntity.ok("fine");
                };
            }

            @GetMapping("/callable/{how}")
            Callable<ResponseEntity<String>> callable(@PathVariable String how) {
                return () -> answer(how);
            }

            @GetMapping("/deferred/{how}")
            DeferredResult<ResponseEntity<String>> deferred(@PathVariable String how) {
                DeferredResult<ResponseEntity<String>> result = new DeferredResult<>();
                try {
                    result.setResult(answer(how));
                } catch (Exception e) {
                    result.setErrorResult(e);
                }
                return result;
            }
        }
    }
}
