package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComparedRecordsTest {

    static Stream<Record> comparedRecords() {
        BreakwaterSettings settings = Loading.load();
        return Stream.of(
                settings.defaults().page(),
                settings.defaults().page().brand(),
                settings.defaults().page().cors(),
                settings.defaults().circuitBreaker().orElseThrow(),
                settings.defaults().retry().orElseThrow().budget());
    }

    /** The JDK's own comparison would keep the loader of a stopped app; see RATIONALE. */
    @ParameterizedTest
    @MethodSource("comparedRecords")
    void aRecordThatIsComparedLeavesNoComponentOut(Record compared) throws Exception {
        List<Object> components = new ArrayList<>();
        for (RecordComponent component : compared.getClass().getRecordComponents()) {
            components.add(component.getAccessor().invoke(compared));
        }
        Method values = compared.getClass().getDeclaredMethod("values");
        values.setAccessible(true);

        assertThat(values.invoke(compared)).isEqualTo(components);
        assertThat(compared).hasSameHashCodeAs(components);
    }
}
