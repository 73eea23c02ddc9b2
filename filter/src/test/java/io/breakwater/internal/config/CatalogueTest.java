package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    static List<Setting<?>> catalogue() {
        return SettingsLoader.catalogue();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void aSettingTellsAllThatAReferenceNeeds(Setting<?> setting) {
        assertThat(setting.key()).matches("[a-z]+([.-]([a-z]+|[0-9]+))*");
        assertThat(setting.type()).isNotBlank();
        assertThat(setting.allowed()).isNotBlank();
        assertThat(setting.meaning()).endsWith(".").matches("[A-Z].*");
        assertThat(setting.why()).endsWith(".").matches("[A-Z].*");
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void aDefaultIsAnAllowedValue(Setting<?> setting) {
        assertThat(setting.defaultText().map(setting::parse))
                .isEqualTo(setting.defaultText().map(setting::parse));
        assertThat(setting.defaultText().isEmpty()).isEqualTo(setting == RouteBinding.PATH);
    }

    @Test
    void noSettingIsLeftOutOfTheCatalogue() throws IllegalAccessException {
        List<Object> declared = new ArrayList<>();
        for (Class<?> group : List.of(
                TimeoutBinding.class,
                RetryBinding.class,
                CircuitBreakerBinding.class,
                ConcurrencyBinding.class,
                StaleBinding.class,
                MaintenanceBinding.class,
                InjectBinding.class,
                PageBinding.class,
                RouteBinding.class,
                Catalogue.class)) {
            for (Field field : group.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == Setting.class) {
                    declared.add(field.get(null));
                }
            }
        }

        assertThat(declared).isNotEmpty();
        assertThat(catalogue())
                .containsExactlyInAnyOrderElementsOf(Stream.of(declared)
                        .flatMap(List::stream)
                        .map(Setting.class::cast)
                        .<Setting<?>>map(setting -> setting)
                        .toList());
    }

    @Property(tries = 500)
    void noTextMakesAParserFailOtherwiseThanByRefusing(@ForAll @From("texts") String text) {
        for (Setting<?> setting : catalogue()) {
            try {
                assertThat(setting.parse(text)).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("(?s).*\\S.*");
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.of(
                                "1", "9", "%", "s", "ms", "KB", ",", " ", "/", "*", ".", "none", "any", "5", ":",
                                "http", "#", "GET")
                        .list()
                        .ofMaxSize(12)
                        .map(parts -> String.join("", parts)));
    }
}
