package io.breakwater.internal.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678",
                "7h3k-9qwx-2mzt-c4vd",
                "0af7651916cd43dd8448eb211c80319c",
                "c0ffee00-1234-4abc-9def-0123456789ab",
                "A.b_c~d-1"
            })
    void aGoodIdIsKept(String id) {
        assertThat(CorrelationId.acceptOrMake(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "with space",
                "<script>alert(1)</script>",
                "line\nbreak-line",
                "quote\"quote",
                "ünïcödé-id",
                "semi;colon;id",
                "nul\0nul\0nul"
            })
    void aBadIdIsReplaced(String id) {
        assertThat(CorrelationId.acceptOrMake(id)).isNotEqualTo(id).matches("[0-9a-z]{4}(-[0-9a-z]{4}){3}");
    }

    @Test
    void lengthsAreBounded() {
        assertThat(CorrelationId.isAcceptable("x".repeat(7))).isFalse();
        assertThat(CorrelationId.isAcceptable("x".repeat(8))).isTrue();
        assertThat(CorrelationId.isAcceptable("x".repeat(128))).isTrue();
        assertThat(CorrelationId.isAcceptable("x".repeat(129))).isFalse();
    }

    @Test
    void aMissingIdIsMadeAndNeverTwice() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(CorrelationId.acceptOrMake(null));
        }
        assertThat(made).hasSize(10_000);
        // No letter that is taken for a digit.
        assertThat(made).allSatisfy(id -> assertThat(id).doesNotContain("i", "l", "o", "u"));
    }

    @Property
    void whateverComesTheResultIsSafeInAHeaderALogLineAndAPage(@ForAll String incoming) {
        assertThat(CorrelationId.acceptOrMake(incoming)).matches("[A-Za-z0-9._~-]{8,128}");
    }
}
