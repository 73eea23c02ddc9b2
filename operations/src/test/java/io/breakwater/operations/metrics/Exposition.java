package io.breakwater.operations.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Prometheus reads of an app, in its text format.
 *
 * @param samples by the name of the metric
 */
record Exposition(Map<String, List<Sample>> samples) {

    /** One line. */
    record Sample(String metric, Map<String, String> labels, double value) {}

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Exposition parse(String text) {
        return new Exposition(text.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(Exposition::sample)
                .collect(Collectors.groupingBy(Sample::metric, TreeMap::new, Collectors.toList())));
    }

    private static Sample sample(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(line);
        }
        Map<String, String> labels = new TreeMap<>();
        if (matcher.group(2) != null) {
            LABEL.matcher(matcher.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return new Sample(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
    }

    Set<String> metrics() {
        return samples.keySet();
    }

    /** Returns the names of the labels that samples of the metric have. */
    Set<String> labels(String metric) {
        return samples.getOrDefault(metric, List.of()).stream()
                .flatMap(sample -> sample.labels().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the values that samples of the metric have for a label. */
    Set<String> values(String metric, String label) {
        return samples.getOrDefault(metric, List.of()).stream()
                .map(sample -> sample.labels().getOrDefault(label, ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the sum of the samples of a metric that have all these labels. */
    double sum(String metric, String... labelsAndValues) {
        return samples.getOrDefault(metric, List.of()).stream()
                .filter(sample -> {
                    for (int i = 0; i < labelsAndValues.length; i += 2) {
                        if (!labelsAndValues[i + 1].equals(sample.labels().get(labelsAndValues[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(Sample::value)
                .sum();
    }
}
