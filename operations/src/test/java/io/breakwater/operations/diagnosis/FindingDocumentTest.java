package io.breakwater.operations.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the documentation lists what the code knows. */
class FindingDocumentTest {

    private static final Path PAGE = Path.of("..", "docs", "operations", "diagnosis.md");
    private static final String BEGIN = "<!-- findings -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void theDocumentListsEveryFinding() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String expected = page.substring(0, begin) + table() + page.substring(page.indexOf(END, begin));
        if (Boolean.getBoolean("breakwater.write-reference")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE))
                .as("write it anew with -Dbreakwater.write-reference=true")
                .isEqualTo(expected);
    }

    private static String table() {
        return "\n| Found | What a request would meet | In words |\n|---|---|---|\n"
                + Stream.of(Finding.values())
                        .map(finding -> "| `" + finding.name().toLowerCase(Locale.ROOT) + "` | "
                                + finding.fault()
                                        .map(Fault::token)
                                        .map(token -> "`" + token + "`")
                                        .orElse("–")
                                + " | " + finding.sentence() + " |\n")
                        .collect(Collectors.joining())
                + "\n";
    }
}
