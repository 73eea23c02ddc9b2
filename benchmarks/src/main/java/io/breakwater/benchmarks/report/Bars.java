package io.breakwater.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * A plot: a bar for each, as long as its median, with the range of its rounds as a line across. Immutable.
 *
 * @param name of the file, without its ending
 * @param title what is shown
 * @param format of the figures
 * @param bars from top to bottom
 */
public record Bars(String name, String title, String format, List<Bar> bars) implements Plot {

    private static final int LABEL = 170;
    private static final int LENGTH = 420;
    private static final int FIGURE = 190;
    private static final int ROW = 26;
    private static final int TOP = 40;

    /** One bar. */
    public record Bar(String label, Range spread) {}

    @Override
    public String svg() {
        double longest =
                bars.stream().mapToDouble(bar -> bar.spread().high()).max().orElse(1);
        double scale = LENGTH / Math.max(longest, 1e-9);
        int width = LABEL + LENGTH + FIGURE;
        StringBuilder svg = new StringBuilder();
        svg.append(line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\""
                        + " role=\"img\"><title>%s</title>",
                width, TOP + ROW * bars.size() + 10, escape(title)));
        svg.append(line("<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>"));
        svg.append(line("<text x=\"10\" y=\"24\" font-weight=\"bold\" fill=\"#123\">%s</text>", escape(title)));
        int y = TOP;
        for (Bar bar : bars) {
            svg.append(row(bar, scale, y));
            y += ROW;
        }
        return svg.append("</svg>\n").toString();
    }

    private String row(Bar bar, double scale, int y) {
        Range spread = bar.spread();
        String colour = bar.label().equals("Breakwater") ? "#0b6e75" : "#9ab";
        double middle = y + ROW / 2.0;
        return line(
                        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#123\">%s</text>",
                        LABEL - 8, middle + 4, escape(bar.label()))
                + line(
                        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                        LABEL, y + 4, Math.max(1, spread.median() * scale), ROW - 8, colour)
                + line(
                        "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#123\"/>",
                        LABEL + spread.low() * scale, middle, LABEL + spread.high() * scale)
                + line(
                        "<text x=\"%.1f\" y=\"%.1f\" fill=\"#123\">%s</text>",
                        LABEL + spread.high() * scale + 6, middle + 4, escape(spread.show(format)));
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
