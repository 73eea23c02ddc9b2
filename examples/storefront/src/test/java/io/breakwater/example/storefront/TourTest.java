package io.breakwater.example.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.example.storefront.tour.Tour;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TourTest {
    @Test
    void everyRowOfTheTourIsAsPromised() throws Exception {
        List<String> lines = new ArrayList<>();
        boolean asPromised;
        try (Storefront storefront = Storefront.open(0)) {
            asPromised = new Tour(storefront, lines::add).run();
        }
        assertThat(asPromised).as(String.join("\n", lines)).isTrue();
        assertThat(lines).filteredOn(line -> line.startsWith("ok ")).hasSizeGreaterThanOrEqualTo(20);
        assertThat(lines.get(lines.size() - 1)).matches("\\d+ passed, 0 failed");
    }
}
