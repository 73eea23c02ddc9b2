package io.breakwater.contract.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DifferencesDocumentTest {
    private static final Path PAGE = Path.of("../../docs/transparency.md");

    /** Written anew with {@code -Dbreakwater.write-reference=true}. */
    @Test
    void thePageInTheDocumentationIsWhatTheCorpusArgues() throws IOException {
        if (Boolean.getBoolean("breakwater.write-reference")) {
            Files.writeString(PAGE, Differences.markdown());
        }

        assertThat(Files.readString(PAGE)).isEqualTo(Differences.markdown());
    }
}
