package io.breakwater.example.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.example.storefront.tour.Tour;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A tour that could not fail would show nothing. */
@Isolated("sets a system property, which the filter reads as a setting")
class TourFindsBrokenPromisesTest {
    private static final String SETTING = "breakwater.retry.max-attempts";

    @Test
    void aFilterThatDoesNotRetryFailsTheTour() throws Exception {
        List<String> lines = new ArrayList<>();
        boolean asPromised;
        System.setProperty(SETTING, "1");
        try (Storefront storefront = Storefront.open(0)) {
            asPromised = new Tour(storefront, lines::add).run();
        } finally {
            System.clearProperty(SETTING);
        }
        assertThat(asPromised).isFalse();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("FAILED"))
                .anySatisfy(row -> assertThat(row).contains("reset", "GET", "2/1"))
                .noneSatisfy(row -> assertThat(row).contains("garbage"));
        assertThat(lines.get(lines.size() - 1)).doesNotEndWith(" 0 failed");
    }
}
