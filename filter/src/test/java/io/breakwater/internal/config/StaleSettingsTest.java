package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.Problem;
import io.breakwater.internal.config.StaleSettings.Waiver;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route with {@code stale.enabled} has of the other keys. */
class StaleSettingsTest {

    private static StaleSettings stale(String... more) {
        String[] all = new String[more.length + 1];
        System.arraycopy(more, 0, all, 1, more.length);
        all[0] = "stale.enabled=true";
        return Loading.load(all).defaults().stale().orElseThrow();
    }

    @Test
    void withoutItThereIsNothing() {
        assertThat(Loading.load("stale.max-age=1h").defaults().stale()).isEmpty();
        assertThat(Loading.load().staleMaxBytes()).isEqualTo(64 * 1024 * 1024);
    }

    @Test
    void everyKeyHasItsValue() {
        assertThat(stale()).isEqualTo(new StaleSettings(Duration.ofHours(24), 256 * 1024, Set.of(), false));
        assertThat(stale(
                        "stale.max-age=1h",
                        "stale.max-entry=1MB",
                        "stale.ignore=cookies, no-store,no-cache, must-revalidate",
                        "stale.banner=true",
                        "stale.max-bytes=8MB"))
                .isEqualTo(new StaleSettings(Duration.ofHours(1), 1024 * 1024, Set.of(Waiver.values()), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    stale.enabled=on | is none of the words allowed | false or true
                    stale.max-age=0 | has no unit | 1s to 720h
                    stale.max-age=721h | is longer than 720h | 1s to 720h
                    stale.max-entry=512B | is smaller than 1KB | 1KB to 16MB
                    stale.max-entry=9MB | makes stale.max-entry more than an eighth of stale.max-bytes | 1KB to 16MB
                    stale.ignore=private | lists private, which is no rule that can be ignored | cookies, no-store, no-cache, must-revalidate
                    stale.ignore=set-cookie | lists set-cookie, which is no rule | none, or a list of
                    stale.banner=maybe | is none of the words allowed | false or true
                    stale.max-bytes=1MB | is smaller than 2MB | 2MB to 1024MB
                    """)
    void anImpossibleValueIsRefused(String pair, String message, String allowed) {
        Problem problem = Loading.problem(pair);

        assertThat(problem.message()).contains(message);
        assertThat(problem.allowed().orElseThrow()).contains(allowed);
    }

    @Test
    void whatDoesNotFitIsReportedOnceAndWhereItWasGiven() {
        assertThat(Loading.problem("stale.max-entry=1MB", "stale.max-bytes=4MB").key())
                .isEqualTo("breakwater.stale.max-entry");
        assertThat(Loading.problem("routes.a.path=/a", "routes.a.stale.max-entry=1MB", "stale.max-bytes=4MB")
                        .key())
                .isEqualTo("breakwater.routes.a.stale.max-entry");
    }
}
