package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.config.Setting;
import io.breakwater.internal.config.SettingsLoader;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** No setting is there that does nothing: a test shows of each what it changes. */
class EveryKeyTest {
    private static final List<Class<?>> TESTS = List.of(
            RetryKeysTest.class,
            BreakerKeysTest.class,
            ConcurrencyKeysTest.class,
            ExchangeKeysTest.class,
            PageKeysTest.class,
            RouteKeysTest.class,
            StaleKeysTest.class,
            MaintenanceKeysTest.class,
            InjectKeysTest.class);

    @Test
    void everyKeyIsShownToChangeSomething() {
        List<String> shown = tests().flatMap(
                        test -> Stream.of(test.getAnnotation(Shows.class).value()))
                .toList();
        List<String> known = SettingsLoader.catalogue().stream()
                .<Setting<?>>map(setting -> setting)
                .map(Setting::key)
                .toList();

        assertThat(shown)
                .as("write a test that sees the missing key at work, and put @Shows on it")
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void whatShowsAKeyIsATestThatRuns() {
        assertThat(tests()).isNotEmpty().allSatisfy(test -> assertThat(
                        test.isAnnotationPresent(Test.class) || test.isAnnotationPresent(ParameterizedTest.class))
                .as("%s is a test", test)
                .isTrue());
    }

    private static Stream<Method> tests() {
        return TESTS.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Shows.class));
    }
}
