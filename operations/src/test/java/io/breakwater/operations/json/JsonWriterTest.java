package io.breakwater.operations.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonWriterTest {

    @Example
    void fieldsAndListsStandAsJsonHasThem() {
        JsonWriter json = new JsonWriter();
        json.object(() -> json.field("text", "a\"b\\c\n</script>&é\u2028")
                .field("none", Optional.empty())
                .field("number", 5L)
                .field("no", OptionalInt.empty())
                .field("share", 0.123456)
                .field("whole", 2.0)
                .field("lost", Double.NaN)
                .field("yes", true)
                .field("time", Instant.parse("2026-11-30T12:00:00Z"))
                .field("ms", Duration.ofNanos(1_500_000))
                .name("list")
                .array(List.of("x", "y"), JsonWriter::string)
                .name("empty")
                .array(List.<String>of(), JsonWriter::string)
                .name("inner")
                .object(() -> {}));

        assertThat(json.toString())
                .isEqualTo("{\"text\":\"a\\u0022b\\u005cc\\u000a\\u003c/script\\u003e\\u0026é\\u2028\",\"number\":5,"
                        + "\"share\":0.123,\"whole\":2,\"yes\":true,\"time\":\"2026-11-30T12:00:00Z\",\"ms\":1.5,"
                        + "\"list\":[\"x\",\"y\"],\"empty\":[],\"inner\":{}}");
    }

    /** Whatever a client has sent: nothing ends the string, and reading it back gives what was written. */
    @Property
    void aStringEndsWhereItEnds(@ForAll String text) {
        String written = new JsonWriter().string(text).toString();
        String inside = written.substring(1, written.length() - 1);

        assertThat(written).startsWith("\"").endsWith("\"");
        assertThat(inside).doesNotContain("\"", "<", "&").doesNotContainPattern("\\p{Cntrl}");
        assertThat(read(inside)).isEqualTo(text);
    }

    private static String read(String inside) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < inside.length(); i++) {
            if (inside.charAt(i) == '\\') {
                text.append((char) Integer.parseInt(inside.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                text.append(inside.charAt(i));
            }
        }
        return text.toString();
    }
}
