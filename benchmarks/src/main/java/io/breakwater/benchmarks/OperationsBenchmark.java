package io.breakwater.benchmarks;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.operations.Operations;
import io.breakwater.operations.metrics.MeterListener;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the operations jar adds to an exchange in which nothing goes wrong. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class OperationsBenchmark {

    /** What is on: nothing; the metrics, in a registry of Prometheus; or these and all that is remembered. */
    @Param({"off", "metrics", "all"})
    public String on = "off";

    private final FilterChain chain = (request, response) -> {};
    private final StubRequest request = new StubRequest("X-Request-ID", "7h3k-9qwx-2mzt-c4vd");
    private Filter filter = (request, response, chain) -> {};

    /** Starts the filter. */
    @Setup
    public void start() {
        filter = new BreakwaterFilter(engine(!on.equals("off"), on.equals("all")));
    }

    static Breakwater engine(boolean measured, boolean remembered) {
        Breakwater.Builder builder = Guard.ofOrders();
        if (measured) {
            builder.listener(new MeterListener(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
        }
        if (remembered) {
            builder.listener(new Operations());
        }
        return builder.build();
    }

    /** Ends its threads. */
    @TearDown
    public void stop() {
        filter.destroy();
    }

    /** Guarded; the ID came with the request. */
    @Benchmark
    public Object guarded() throws IOException, ServletException {
        StubResponse response = new StubResponse();
        filter.doFilter(request, response, chain);
        return response;
    }
}
