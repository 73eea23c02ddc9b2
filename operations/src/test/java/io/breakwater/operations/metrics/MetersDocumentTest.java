package io.breakwater.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.RetryRefusal;
import io.breakwater.page.PageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of meters and tags in {@code docs/operations.md} are made from {@link BreakwaterMeter} and {@link MeterTag}. */
class MetersDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/operations.md");

    private static final String BEGIN = "<!-- The meters, made from the code -->\n";
    private static final String END = "<!-- End of the meters -->\n";

    /** Written anew with {@code -Dbreakwater.write-reference=true}. */
    @Test
    void theDocumentListsTheMetersOfTheCode() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        String made = document.substring(0, begin) + tables() + document.substring(document.indexOf(END));
        if (Boolean.getBoolean("breakwater.write-reference")) {
            Files.writeString(DOCUMENT, made);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(made);
    }

    @Test
    void theTagsListAllTheirValues() {
        assertThat(List.of(
                        told(MeterTag.REASON, RetryRefusal.values()),
                        told(MeterTag.ENDING, ExchangeReport.Ending.values()),
                        told(MeterTag.WOULD, ExchangeReport.SuppressedAction.values())))
                .containsOnly(true);
        assertThat(TagValues.BREAKER_STATES)
                .allSatisfy(state -> assertThat(MeterTag.STATE.meaning()).contains('`' + TagValues.lower(state) + '`'));
        assertThat(PageFormat.values()).allSatisfy(format -> assertThat(MeterTag.PAGE.meaning())
                .contains('`' + TagValues.ofPage(Optional.of(format)) + '`'));
    }

    private static boolean told(MeterTag tag, Enum<?>... values) {
        return Stream.of(values).allMatch(value -> tag.meaning().contains('`' + TagValues.of(value) + '`'));
    }

    private static String tables() {
        StringBuilder out = new StringBuilder("\n| Meter | Kind | In Prometheus | Tags | |\n|---|---|---|---|---|\n");
        for (BreakwaterMeter meter : BreakwaterMeter.values()) {
            out.append("| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            meter.id(),
                            meter.type().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            inPrometheus(meter),
                            meter.tags().stream()
                                    .map(tag -> "`" + tag.key() + "`")
                                    .collect(Collectors.joining(", ")),
                            meter.meaning()));
        }
        out.append("\n| Tag | Values |\n|---|---|\n");
        for (MeterTag tag : MeterTag.values()) {
            out.append("| `%s` | %s |\n".formatted(tag.key(), tag.meaning()));
        }
        return out.append('\n').toString();
    }

    private static String inPrometheus(BreakwaterMeter meter) {
        String name = MeasuredAppTest.nameOf(meter);
        return meter.type() == BreakwaterMeter.Type.TIMER
                ? "`%s_count`, `_sum`, `_max`, `_bucket`".formatted(name)
                : "`" + name + "`";
    }
}
