package io.breakwater.matrix;

import io.breakwater.failure.DownstreamFailure;
import io.breakwater.matrix.variant.ProxyVariants;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is expected of every cell, from {@code matrix.txt}. Immutable once read. */
final class Table {
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private final Map<DownstreamFailure, Map<ProxyVariants, Expected>> cells = new EnumMap<>(DownstreamFailure.class);

    private Table() {}

    /** Reads it; there is a cell for everything, and a reason for every deviation. */
    static Table read() {
        Table table = new Table();
        text().lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(table::add);
        for (DownstreamFailure trouble : DownstreamFailure.values()) {
            if (!table.cells.containsKey(trouble)) {
                throw new IllegalStateException("nothing is expected of " + trouble);
            }
        }
        return table;
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(Table.class.getResourceAsStream("/matrix.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        List<String> parts = List.of(line.split(" \\| ", -1));
        if (parts.size() == 1) {
            String[] reason = line.split(" = ", 2);
            reasons.put(reason[0], reason[1]);
            return;
        }
        Map<ProxyVariants, Expected> row = new EnumMap<>(ProxyVariants.class);
        Expected rule = known(Expected.parse(parts.get(1)), line);
        for (ProxyVariants way : ProxyVariants.values()) {
            row.put(way, rule);
        }
        for (String deviation : parts.subList(2, parts.size())) {
            String[] pair = deviation.split(": ", 2);
            Expected cell = known(Expected.parse(pair[1]), line);
            if (cell.reason().isEmpty()) {
                throw new IllegalStateException("no reason why: " + deviation + " of " + line);
            }
            for (String way : pair[0].trim().split(" ", -1)) {
                row.put(ProxyVariants.valueOf(way), cell);
            }
        }
        cells.put(DownstreamFailure.valueOf(parts.get(0).trim()), row);
    }

    private Expected known(Expected cell, String line) {
        if (!reasons.keySet().containsAll(cell.reason().stream().toList())) {
            throw new IllegalStateException("no such reason: " + cell.reason() + " of " + line);
        }
        return cell;
    }

    Expected at(DownstreamFailure trouble, ProxyVariants way) {
        return Objects.requireNonNull(Objects.requireNonNull(cells.get(trouble)).get(way));
    }

    /** By name, in the order in which they are written down. */
    Map<String, String> reasons() {
        return Map.copyOf(reasons);
    }

    List<String> reasonsInOrder() {
        return List.copyOf(reasons.keySet());
    }
}
