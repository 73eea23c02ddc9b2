package io.breakwater.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/, /*",
        "/*, /*",
        "/**, /*",
        "/a, /a",
        "/a/, /a/",
        "/a/**, /a/*",
        "/shops/*/orders, /shops/*/orders",
        "/a/*/*, /a/*/*",
        "/a/*/, /a/*/",
        "*.jpg, *.jpg",
        "/größe/*, /größe/*",
        "/a.b/c-d~e, /a.b/c-d~e",
    })
    void anAcceptedPatternHasOneShortestSpelling(String text, String spelled) {
        assertThat(PathPattern.parse(text)).hasToString(spelled);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "orders/*, 'must begin with a slash'",
        "https://a.example/x, 'must begin with a slash'",
        "*, 'write /* for everything'",
        "**, 'write /* for everything'",
        "/orders*, 'a star stands for a whole segment, as in /orders/*'",
        "/img/*.jpg, 'for a name before an extension, as in *.jpg'",
        "/a/***, 'only a part of a segment'",
        "/a/**/b, 'write * for each segment, ** goes last only'",
        "/a/{id}, 'write * for a segment that may be anything'",
        "/a?, 'patterns see the path only'",
        "/a%20b, 'write it as people read it'",
        "/a;v=1, 'write it as people read it'",
        "/a#b, 'write it as people read it'",
        "/a /b, 'separate patterns with commas'",
        "/a//b, 'two slashes in a row'",
        "//, 'two slashes in a row'",
        "/a/../b, 'containers resolve those'",
        "/a/., 'containers resolve those'",
        "*., 'write *. and what follows the last dot'",
        "*.tar.gz, 'write *. and what follows the last dot'",
        "*.a/b, 'write *. and what follows the last dot'",
        "'', 'must begin with a slash'",
    })
    void aRefusedPatternIsToldWhatToWriteInstead(String text, String message) {
        assertThatThrownBy(() -> PathPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anEndlessPatternIsRefused() {
        assertThatThrownBy(() -> PathPattern.parse("/a".repeat(300))).hasMessageContaining("at most 512");
    }
}
