package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.SettingChange;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsDiffTest {

    static Stream<Arguments> changes() {
        return Stream.of(
                row("", "", List.of()),
                row("timeout=5s", "timeout=5s", List.of()),
                row("timeout=15s", "", List.of()),
                row("timeout=5s", "timeout=3s", List.of("timeout from=5s to=3s", "attempt-timeout from=5s to=3s")),
                row("", "retry.methods=GET, PUT", List.of("retry.methods from=\"GET, HEAD, OPTIONS\" to=\"GET, PUT\"")),
                // What a route inherits is told once.
                row(
                        "routes.a.path=/a;page.details=false",
                        "routes.a.path=/a;page.details=true",
                        List.of("page.details from=false to=true")),
                row(
                        "routes.a.path=/a;routes.a.idle-timeout=5s",
                        "routes.a.path=/a;routes.a.idle-timeout=3s",
                        List.of("routes.a.idle-timeout from=5s to=3s")),
                row(
                        "routes.a.path=/a;routes.a.idle-timeout=5s",
                        "routes.a.path=/a",
                        List.of("routes.a.idle-timeout from=5s to=30s")),
                row(
                        "",
                        "routes.a.path=/a;routes.a.idle-timeout=5s",
                        List.of("routes.a.path from=- to=/a", "routes.a.idle-timeout from=- to=5s")),
                row(
                        "routes.a.path=/a;routes.a.downstream=orders",
                        "",
                        List.of("routes.a.path from=/a to=-", "routes.a.downstream from=orders to=-")),
                row("", "circuit-breaker.enabled=false", List.of("circuit-breaker.enabled from=true to=false")),
                row(
                        "circuit-breaker.enabled=false",
                        "circuit-breaker.sliding-window-size=30",
                        List.of(
                                "circuit-breaker.enabled from=false to=true",
                                "circuit-breaker.sliding-window-size from=- to=30")));
    }

    private static Arguments row(String before, String after, List<String> changes) {
        return Arguments.of(before, after, changes);
    }

    private static LoadedSettings load(String pairs) {
        return SettingsLoader.load(Loading.given(pairs.isEmpty() ? new String[0] : pairs.split(";"))
                .build());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("changes")
    void whatChangedIsToldKeyByKey(String before, String after, List<String> changes) {
        assertThat(load(after).changesSince(load(before)))
                .extracting(SettingChange::toString)
                .containsExactlyElementsOf(changes);
    }

    @Test
    void whatOthersKeepCopiesOfStaysAsItWas() {
        LoadedSettings before = load("correlation.header=X-One");
        LoadedSettings read = load("correlation.header=X-Two;timeout=3s");

        LoadedSettings after = read.keepingFixed(before);

        assertThat(read.refusedChangesSince(before))
                .extracting(SettingChange::toString)
                .containsExactly("correlation.header from=X-One to=X-Two");
        assertThat(after.settings().correlationHeader()).isEqualTo("X-One");
        assertThat(after.changesSince(before))
                .extracting(SettingChange::key)
                .containsExactly("timeout", "attempt-timeout");
        assertThat(after.refusedChangesSince(before)).isEmpty();
    }
}
