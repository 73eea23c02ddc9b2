package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.load.Load;
import io.breakwater.benchmarks.load.Tally;
import io.breakwater.benchmarks.peer.JavaApp;
import io.breakwater.benchmarks.peer.Peer;
import io.breakwater.benchmarks.report.Budget;
import io.breakwater.benchmarks.report.Findings;
import io.breakwater.benchmarks.report.Table;
import io.breakwater.benchmarks.server.App.Guarded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Many long bodies at once through a small heap. */
final class Streams implements Scenario {

    private static final int MB = 1 << 20;
    private static final int LOOK_MILLIS = 1500;
    /** Many times as much is streamed between two looks, so a heap that grew with it would grow by more. */
    private static final double FLAT_MB = 16;

    /** A few threads more than streams, so that somebody is left to tell of the heap. */
    private static final Peer SMALL =
            new JavaApp("small", Guarded.BY_BREAKWATER, List.of("-Xmx256m", "-Xss512k", "-Dthreads=220"));

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public Findings run(Setup stage) {
        int streams = stage.byPace(10, 200, 200);
        int megabytes = stage.byPace(1, 10, 100);
        int port = stage.start(SMALL).port();
        String path = "/healthy/" + (long) megabytes * MB;
        Load.wave(port, streams, call -> "/healthy/1024");
        List<Double> heap = new ArrayList<>();
        double before = usedMb(port);
        CompletableFuture<Tally> all = CompletableFuture.supplyAsync(() -> Load.wave(port, streams, call -> path));
        while (!isDone(all)) {
            heap.add(usedMb(port));
        }
        Tally tally = all.join();
        double after = usedMb(port);
        stage.stop(SMALL);
        boolean whole = tally.with(200) == streams && tally.bytes() == (long) streams * megabytes * MB;
        boolean flat = heap.isEmpty() || heap.get(heap.size() - 1) - heap.get(0) <= FLAT_MB;
        String during =
                heap.isEmpty() ? "–" : mb(heap.get(0)) + " at first, " + mb(heap.get(heap.size() - 1)) + " at last";
        return new Findings(
                "Streams",
                streams + " bodies of " + megabytes
                        + " MB at once through Breakwater, with `-Xmx256m`. Heap in use is what a full"
                        + " collection leaves; during the streams it holds the HTTP client's and the container's buffers"
                        + " of each.",
                List.of(new Table(
                        List.of("answers", "whole", "MB/s", "heap before", "during", "after"),
                        List.of(List.of(
                                tally.statuses(),
                                whole ? "all" : "**not all**",
                                String.format(
                                        Locale.ROOT,
                                        "%,.0f",
                                        (double) tally.bytes()
                                                / MB
                                                / (tally.elapsed().toMillis() / 1e3)),
                                mb(before),
                                during,
                                mb(after))))),
                List.of(),
                List.of(new Budget(
                        streams + " streams of " + megabytes + " MB with -Xmx256m",
                        "all whole, heap flat",
                        (whole ? "all whole" : "not all whole") + "; heap " + mb(before) + " before, " + during + ", "
                                + mb(after) + " after",
                        whole && flat)));
    }

    private static String mb(double megabytes) {
        return String.format(Locale.ROOT, "%.0f MB", megabytes);
    }

    private static double usedMb(int port) {
        return Double.parseDouble(Setup.ask(port, "/heap")) / MB;
    }

    private static boolean isDone(CompletableFuture<Tally> all) {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while bodies were streamed", e);
        }
        return all.isDone();
    }
}
