package io.breakwater.operations.console;

import io.breakwater.operations.series.RouteSeries;
import io.breakwater.operations.series.SeriesWindow;
import io.breakwater.operations.series.SeriesWindow.Latency;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Draws the last quarter of an hour of a route as small charts in SVG, each with its numbers in words. Stateless. */
final class Charts {

    private static final int STEP = 2;
    private static final int WIDTH = RouteSeries.WINDOWS * STEP;
    private static final int HEIGHT = 40;

    /** A kind of answer with its class in the style sheet; those lowest in the chart first. */
    private record Kind(String style, ToLongFunction<SeriesWindow> count) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("good", SeriesWindow::good),
            new Kind("gone", SeriesWindow::clientGone),
            new Kind("refused", SeriesWindow::refused),
            new Kind("failed", window -> window.failed() + window.page()));

    private Charts() {}

    static void all(Html html, RouteSeries series) {
        html.open("div", "class", "charts");
        answers(html, series);
        latency(html, series);
        attempts(html, series);
        permits(html, series);
        html.close();
    }

    /** Says what the colours of all charts mean. */
    static void legend(Html html) {
        html.open("p", "class", "soft legend").text("The last 15 minutes, in steps of ten seconds. Answers: ");
        KINDS.forEach(kind -> sample(html, kind.style(), kind.style().equals("gone") ? "client left" : kind.style()));
        html.text(" Time: ");
        List.of("p50", "p95", "p99").forEach(quantile -> sample(html, "line " + quantile, quantile));
        html.close();
    }

    private static void sample(Html html, String style, String words) {
        html.open("span").open("svg", "viewBox", "0 0 10 10", "width", "10", "height", "10", "aria-hidden", "true");
        html.empty("path", "class", style, "d", style.startsWith("line") ? "M1 5h8" : "M0 0h10v10h-10z");
        html.close().text(" " + words).close().text(" ");
    }

    private static void answers(Html html, RouteSeries series) {
        SeriesWindow total = series.total();
        long most = series.windows().stream()
                .mapToLong(SeriesWindow::exchanges)
                .max()
                .orElse(0);
        figure(html, "Answers", sum(total), () -> {
            long[] floor = new long[series.windows().size()];
            for (Kind kind : KINDS) {
                StringBuilder path = new StringBuilder();
                for (int i = 0; i < floor.length; i++) {
                    long count = kind.count().applyAsLong(series.windows().get(i));
                    if (count > 0) {
                        bar(path, i, floor[i], count, most);
                        floor[i] += count;
                    }
                }
                path(html, kind.style(), path);
            }
        });
    }

    /** Tells the counts that are not 0, in words. */
    static String sum(SeriesWindow total) {
        StringBuilder words = new StringBuilder(Words.number(total.good())).append(" good");
        add(words, total.page() + total.failed(), "failed");
        add(words, total.refused(), "refused");
        add(words, total.clientGone(), "left");
        return words.toString();
    }

    private static void add(StringBuilder words, long count, String what) {
        if (count > 0) {
            words.append(", ").append(Words.number(count)).append(' ').append(what);
        }
    }

    private static void latency(Html html, RouteSeries series) {
        Optional<Latency> total = series.total().latency();
        String words = total.map(all -> Words.duration(all.p50()) + " · " + Words.duration(all.p95()) + " · "
                        + Words.duration(all.p99()))
                .orElse("none yet");
        double most = most(
                series,
                window -> window.latency().map(all -> seconds(all.p99())).orElse(0.0));
        figure(html, "Time p50 · p95 · p99", words, () -> {
            line(html, "p99", series, most, quantile(Latency::p99));
            line(html, "p95", series, most, quantile(Latency::p95));
            line(html, "p50", series, most, quantile(Latency::p50));
        });
    }

    private static Function<SeriesWindow, Optional<Double>> quantile(Function<Latency, Duration> of) {
        return window -> window.latency().map(of).map(Charts::seconds);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static void attempts(Html html, RouteSeries series) {
        SeriesWindow total = series.total();
        String words = total.exchanges() == 0
                ? "none yet"
                : String.format(Locale.ROOT, "%.2f per request", total.attemptsPerExchange());
        double most = Math.max(2, most(series, SeriesWindow::attemptsPerExchange));
        figure(
                html,
                "Attempts",
                words,
                () -> line(
                        html,
                        "p50",
                        series,
                        most,
                        window -> window.exchanges() == 0
                                ? Optional.empty()
                                : Optional.of(window.attemptsPerExchange())));
    }

    private static void permits(Html html, RouteSeries series) {
        OptionalInt total = series.total().permitsInUse();
        long most = Math.max(1, total.orElse(0));
        figure(html, "Permits in use", total.isPresent() ? total.getAsInt() + " at most" : "none yet", () -> {
            StringBuilder path = new StringBuilder();
            for (int i = 0; i < series.windows().size(); i++) {
                int count = series.windows().get(i).permitsInUse().orElse(0);
                if (count > 0) {
                    bar(path, i, 0, count, most);
                }
            }
            path(html, "good", path);
        });
    }

    private static void figure(Html html, String name, String words, Runnable drawing) {
        html.open("figure");
        html.open("figcaption")
                .element("span", name)
                .text(" ")
                .element("b", words)
                .close();
        html.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                name + " in the last 15 minutes: " + words);
        html.empty("path", "class", "floor", "d", "M0 " + HEIGHT + "h" + WIDTH);
        drawing.run();
        html.close().close();
    }

    private static void bar(StringBuilder path, int window, long from, long count, long most) {
        double bottom = HEIGHT - (double) from * HEIGHT / most;
        double height = Math.max((double) count * HEIGHT / most, 0.8);
        path.append(String.format(
                Locale.ROOT, "M%d %.1fv-%.1fh1.7v%.1fz", window * STEP, bottom, Math.min(height, bottom), height));
    }

    private static void line(
            Html html, String style, RouteSeries series, double most, Function<SeriesWindow, Optional<Double>> value) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < series.windows().size(); i++) {
            Optional<Double> here = value.apply(series.windows().get(i));
            if (here.isPresent()) {
                double y = HEIGHT - 1 - (most == 0 ? 0 : here.get() / most * (HEIGHT - 2));
                path.append(drawing ? 'L' : 'M').append(String.format(Locale.ROOT, "%d %.1fh1.7", i * STEP, y));
            }
            drawing = here.isPresent();
        }
        path(html, "line " + style, path);
    }

    private static double most(RouteSeries series, ToDoubleFunction<SeriesWindow> value) {
        return series.windows().stream().mapToDouble(value).max().orElse(0);
    }

    private static void path(Html html, String style, StringBuilder path) {
        if (!path.isEmpty()) {
            html.empty("path", "class", style, "d", path.toString());
        }
    }
}
