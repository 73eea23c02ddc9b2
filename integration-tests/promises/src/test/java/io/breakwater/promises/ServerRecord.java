package io.breakwater.promises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What {@code integration-tests/servers} has written down of a server when it was last tested there.
 *
 * @param server its name and version
 * @param run when, and on what Java
 * @param rows {@code yes}, or the reason for which it is not so, by the row's words
 */
record ServerRecord(String server, String run, Map<String, String> rows) {
    private static final String TAB = "\t";

    /** Those in a directory, by their files' names. */
    static List<ServerRecord> all(Path directory) throws IOException {
        List<ServerRecord> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                all.add(read(Files.readAllLines(file)));
            }
        }
        return all;
    }

    private static ServerRecord read(List<String> lines) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : lines) {
            String[] cells = line.split(TAB, 2);
            rows.put(cells[0], cells[1]);
        }
        String server = rows.remove("server");
        String run = rows.remove("run");
        if (server == null || run == null) {
            throw new IllegalStateException("neither server nor run in " + lines);
        }
        return new ServerRecord(server, run, rows);
    }
}
