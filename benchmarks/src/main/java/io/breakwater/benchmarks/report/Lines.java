package io.breakwater.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * A plot: a line for each, over time. Immutable.
 *
 * @param name of the file, without its ending
 * @param title what is shown
 * @param seconds how long the lines are
 * @param top the highest value that is shown; what is above it is cut off
 * @param lines in the order of the legend
 */
public record Lines(String name, String title, double seconds, double top, List<Line> lines) implements Plot {

    private static final List<String> COLOURS = List.of("#0b6e75", "#9ab", "#c0392b", "#8e44ad", "#d68910", "#2e86c1");
    private static final int LEFT = 50;
    private static final int WIDTH = 560;
    private static final int TOP = 40;
    private static final int HEIGHT = 200;
    private static final int LEGEND = 190;
    private static final int ROW = 20;
    private static final int TICKS = 4;

    /**
     * One line.
     *
     * @param label for the legend
     * @param values at even distances over all the time
     */
    public record Line(String label, List<Integer> values) {}

    @Override
    public String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\""
                        + " role=\"img\"><title>%s</title>",
                LEFT + WIDTH + LEGEND, TOP + HEIGHT + 40, title));
        svg.append(line("<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>"));
        svg.append(line("<text x=\"10\" y=\"24\" font-weight=\"bold\" fill=\"#123\">%s</text>", title));
        for (int i = 0; i <= TICKS; i++) {
            double y = TOP + HEIGHT - HEIGHT * i / (double) TICKS;
            double x = LEFT + WIDTH * i / (double) TICKS;
            svg.append(line("<path d=\"M%d %.1fh%d\" stroke=\"#dde\"/>", LEFT, y, WIDTH));
            svg.append(text(LEFT - 6, y + 4, "end", top * i / TICKS, ""));
            svg.append(text(x, TOP + HEIGHT + 18, "middle", seconds * i / TICKS, " s"));
        }
        int row = TOP + 10;
        // The first is drawn last, so that it lies on top.
        for (int i = lines.size() - 1; i >= 0; i--) {
            svg.append(path(lines.get(i), COLOURS.get(i % COLOURS.size())));
        }
        for (int i = 0; i < lines.size(); i++) {
            int x = LEFT + WIDTH + 12;
            svg.append(line(
                    "<path d=\"M%d %dh16\" stroke=\"%s\" stroke-width=\"3\"/>",
                    x, row - 4, COLOURS.get(i % COLOURS.size())));
            svg.append(line(
                    "<text x=\"%d\" y=\"%d\" fill=\"#123\">%s</text>",
                    x + 22, row, lines.get(i).label()));
            row += ROW;
        }
        return svg.append("</svg>\n").toString();
    }

    private String path(Line shown, String colour) {
        StringBuilder path = new StringBuilder();
        int count = shown.values().size();
        // No more points than can be seen.
        int step = Math.max(1, count / WIDTH);
        for (int i = 0; i < count; i += step) {
            double value = Math.min(top, shown.values().get(i));
            path.append(i == 0 ? "M" : "L")
                    .append(String.format(
                            Locale.ROOT,
                            "%.0f %.1f",
                            LEFT + WIDTH * i / (double) count,
                            TOP + HEIGHT - HEIGHT * value / top));
        }
        return line("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>", path, colour);
    }

    private static String text(double x, double y, String anchor, double value, String unit) {
        return line(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#456\">%.0f%s</text>",
                x, y, anchor, value, unit);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
