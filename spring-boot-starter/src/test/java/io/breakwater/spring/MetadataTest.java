package io.breakwater.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.config.Setting;
import io.breakwater.internal.config.SettingsLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an IDE completes is what the filter binds. */
class MetadataTest {

    private static final Path FILE =
            Path.of("src/main/resources/META-INF/additional-spring-configuration-metadata.json");

    /** Written anew with {@code -Dbreakwater.write-reference=true}. */
    @Test
    void theMetadataIsTheCatalogue() throws IOException {
        if (Boolean.getBoolean("breakwater.write-reference")) {
            Files.writeString(FILE, metadata());
        }

        assertThat(Files.readString(FILE)).isEqualTo(metadata());
    }

    @Test
    void whatOnlySpringReadsIsAmongItAndInTheDocumentation() throws IOException {
        String packed = "META-INF/spring-configuration-metadata.json";
        try (InputStream in = BreakwaterProperties.class.getClassLoader().getResourceAsStream(packed)) {
            String merged = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String documented = Files.readString(Path.of("../docs/spring.md"));
            for (String key : List.of("enabled", "url-patterns", "default-excludes", "clients", "deadline-header")) {
                assertThat(merged).contains("\"" + BreakwaterProperties.PREFIX + "." + key + "\"");
                assertThat(documented).contains("| `" + BreakwaterProperties.PREFIX + "." + key + "` |");
            }
            assertThat(merged.split("\"" + BreakwaterProperties.PREFIX + "\\.", -1))
                    .hasSize(6);
            assertThat(merged).contains("\"breakwater.retry.max-attempts\"");
        }
    }

    private static String metadata() {
        List<Setting<?>> settings = SettingsLoader.catalogue().stream()
                .<Setting<?>>map(setting -> setting)
                .filter(setting -> setting.scope() != Setting.Scope.ROUTE_ONLY)
                .toList();
        String routes = "    {\n      \"name\": \"breakwater.routes\",\n"
                + "      \"type\": \"java.util.Map<java.lang.String,java.util.Map<java.lang.String,java.lang.String>>\",\n"
                + "      \"description\": \"Routes by their names, each with "
                + SettingsLoader.catalogue().stream()
                        .filter(setting -> setting.scope() == Setting.Scope.ROUTE_ONLY)
                        .map(setting -> "'" + setting.key() + "'")
                        .collect(Collectors.joining(", "))
                + ", and any other setting that is to differ there.\"\n    }";
        return "{\n  \"properties\": [\n"
                + settings.stream().map(MetadataTest::property).collect(Collectors.joining(",\n"))
                + ",\n" + routes + "\n  ],\n  \"hints\": [\n"
                + settings.stream()
                        .filter(setting -> !setting.choices().isEmpty()
                                && !javaType(setting).endsWith("Boolean"))
                        .map(MetadataTest::hint)
                        .collect(Collectors.joining(",\n"))
                + "\n  ]\n}\n";
    }

    private static String property(Setting<?> setting) {
        return "    {\n      \"name\": " + quoted("breakwater." + setting.key())
                + ",\n      \"type\": " + quoted(javaType(setting))
                + ",\n      \"description\": "
                + quoted(setting.meaning() + " Allowed: " + setting.allowed() + ".")
                + setting.defaultText()
                        .filter(text -> !text.equals("none"))
                        .map(text -> ",\n      \"defaultValue\": " + quoted(text))
                        .orElse("")
                + "\n    }";
    }

    private static String hint(Setting<?> setting) {
        return "    {\n      \"name\": " + quoted("breakwater." + setting.key()) + ",\n      \"values\": ["
                + setting.choices().stream()
                        .map(word -> "{\"value\": " + quoted(word) + "}")
                        .collect(Collectors.joining(", "))
                + "]\n    }";
    }

    /** A type that makes an IDE help; the filter reads texts and judges them itself. */
    private static String javaType(Setting<?> setting) {
        return setting.type().equals("boolean") ? "java.lang.Boolean" : "java.lang.String";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
