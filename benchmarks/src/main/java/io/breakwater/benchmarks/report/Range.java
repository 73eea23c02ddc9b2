package io.breakwater.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** A figure from several rounds: the one in the middle, and how far the others lie. Immutable. */
public record Range(double low, double median, double high) {

    /** Of at least one value. */
    public static Range of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Range(sorted.get(0), median, sorted.get(sorted.size() - 1));
    }

    /** The median with the range behind it, each in this format; the median alone where all are the same. */
    public String show(String format) {
        String shown = number(format, median);
        String lowest = number(format, low);
        String highest = number(format, high);
        return lowest.equals(highest) ? shown : shown + " (" + lowest + "–" + highest + ")";
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
