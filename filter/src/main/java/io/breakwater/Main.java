package io.breakwater;

import io.breakwater.internal.config.CommandLine;
import io.breakwater.internal.page.PageCheck;
import io.breakwater.internal.preview.PageCommand;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What {@code java -jar} does with the filter's jar, which runs without the libraries that the filter needs. */
final class Main {

    private Main() {}

    /** Ends the JVM with 0, with 1 when the file has problems, or with 2 when it was called wrongly. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream messages = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        List<String> given = List.of(args);
        int code = !given.isEmpty() && PageCommand.NAMES.contains(given.get(0))
                ? PageCommand.run(given, out, messages)
                : CommandLine.run(given, PageCheck::of, out);
        out.flush();
        System.exit(code);
    }
}
