package io.breakwater.servers;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes down what has held on a server, where all tests of it have run and none has failed, into {@code results}: the table of
 * docs/containers.md is made of those files, since most builds leave most servers out. Only with {@code -Dservers.record=true}, as
 * the profile {@code servers} has it.
 */
final class Recorder implements TestWatcher, AfterAllCallback {
    private static final String YES = "yes";

    private final Map<String, String> rows = new TreeMap<>();
    private boolean failed;

    @Override
    public void testSuccessful(ExtensionContext context) {
        row(context).ifPresent(row -> rows.putIfAbsent(row, YES));
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        row(context).ifPresent(row -> rows.put(row, reason(cause)));
    }

    private static String reason(@Nullable Throwable cause) {
        String message = cause == null ? "" : String.valueOf(cause.getMessage());
        return message.replaceFirst("^Assumption failed: ", "");
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        failed = true;
    }

    private static Optional<String> row(ExtensionContext context) {
        return context.getTestMethod()
                .map(method -> method.getAnnotation(Row.class))
                .map(Row::value);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Set<String> all = Stream.of(ServerContract.class, PlatformContract.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .map((Method method) -> Optional.ofNullable(method.getAnnotation(Row.class)))
                .flatMap(Optional::stream)
                .map(Row::value)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!failed && rows.keySet().equals(all) && Boolean.getBoolean("servers.record")) {
            String server = ((ServerContract) context.getRequiredTestInstance()).serverName();
            StringBuilder text = new StringBuilder()
                    .append("server\t")
                    .append(server)
                    .append("\nrun\t")
                    .append(LocalDate.now(ZoneOffset.UTC))
                    .append(", Java ")
                    .append(Runtime.version().feature())
                    .append('\n');
            rows.forEach((row, outcome) ->
                    text.append(row).append('\t').append(outcome).append('\n'));
            Directories.replace(Path.of("results", fileOf(server)), text.toString());
        }
    }

    /** Its name without its version. */
    private static String fileOf(String server) {
        return server.replaceFirst(" [\\d.]+.*", "").replace(' ', '-') + ".tsv";
    }
}
