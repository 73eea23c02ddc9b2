package io.breakwater.benchmarks;

import io.breakwater.internal.pattern.PathPattern;
import io.breakwater.internal.route.RouteTable;
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
import org.openjdk.jmh.annotations.Warmup;

/** Finding the settings of a request among few and many routes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class RouteLookupBenchmark {

    /** How many routes there are. */
    @Param({"1", "10", "100"})
    public int routes;

    private RouteTable<String> table = RouteTable.builder("everything else").build();
    private String uri = "";

    /** Makes the table; the one in the middle is asked for. */
    /** No route here asks for more than the path. */
    private final StubRequest request = new StubRequest();

    @Setup
    public void fill() {
        RouteTable.Builder<String> builder = RouteTable.builder("everything else");
        for (int i = 0; i < routes; i++) {
            builder.add(PathPattern.parse("/api/service" + i + "/*"), "service" + i);
        }
        table = builder.build();
        uri = "/shop/api/service" + routes / 2 + "/orders/4711";
    }

    /** As the filter does it: by a part of the raw URI where that is plain. */
    @Benchmark
    public String find() {
        int from = "/shop".length();
        if (!RouteTable.isPlain(uri, from, uri.length())) {
            throw new IllegalStateException(uri);
        }
        return table.find(uri, from, uri.length(), request);
    }
}
