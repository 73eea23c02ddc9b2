package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.spring.BreakwaterProperties;
import org.junit.jupiter.api.Test;

/** Spring compares beans, its listeners for one, and JDK 17 keeps the class of the record that was the last to be compared. */
class RecordsTest {

    @Test
    void noBeanOfOursIsARecordButItsSettings() {
        try (Harbour harbour = Harbour.start(OrdersApp.class)) {
            assertThat(harbour.context().getBeansOfType(Object.class).values())
                    .<Class<?>>extracting(Object::getClass)
                    .filteredOn(type -> type.getPackageName().equals(BreakwaterProperties.class.getPackageName()))
                    .hasSizeGreaterThan(1)
                    .filteredOn(Class::isRecord)
                    .containsExactly(BreakwaterProperties.class);
        }
    }
}
