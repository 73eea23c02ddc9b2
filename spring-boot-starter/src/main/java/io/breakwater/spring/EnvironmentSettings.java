package io.breakwater.spring;

import io.breakwater.config.Sources;
import io.breakwater.internal.config.Setting;
import io.breakwater.internal.config.SettingsLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads all that Spring's environment has under {@code breakwater.}, with where it stands there. Boot's own binder would not
 * do: it has no place for routes that inherit, and passes over what it does not know.
 */
final class EnvironmentSettings {

    private static final String PREFIX = "breakwater.";
    private static final String ROUTES = PREFIX + "routes.";
    /** What YAML makes of a key that is {@code on}: a truth value, and its name is true. */
    private static final String YAML_ON = ".true";

    private static final Pattern ITEM = Pattern.compile("(.+)\\[(\\d+)]");
    private static final Pattern NAMED = Pattern.compile("\\[([^\\]]*)]");

    /** Keys of settings by their form that {@link #squeezed} gives them. */
    private static final Map<String, String> KEYS = SettingsLoader.catalogue().stream()
            .map(Setting::key)
            .collect(Collectors.toUnmodifiableMap(EnvironmentSettings::squeezed, key -> key));

    private static final List<String> BOOLEANS = SettingsLoader.catalogue().stream()
            .filter(setting -> setting.choices().contains("true"))
            .map(Setting::key)
            .toList();

    private final Sources sources;
    private final ConfigurableEnvironment environment;

    private EnvironmentSettings(Sources sources, ConfigurableEnvironment environment) {
        this.sources = sources;
        this.environment = environment;
    }

    /** Adds them in Spring's order of precedence. */
    static void addTo(Sources sources, ConfigurableEnvironment environment) {
        List<PropertySource<?>> weakestFirst = new ArrayList<>();
        environment.getPropertySources().forEach(weakestFirst::add);
        Collections.reverse(weakestFirst);
        EnvironmentSettings settings = new EnvironmentSettings(sources, environment);
        for (PropertySource<?> source : weakestFirst) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                settings.add(enumerable);
            }
        }
    }

    private void add(EnumerablePropertySource<?> source) {
        Map<String, Map<Integer, String>> lists = new LinkedHashMap<>();
        for (String name : source.getPropertyNames()) {
            Matcher item = ITEM.matcher(name);
            if (source instanceof SystemEnvironmentPropertySource && !name.startsWith(PREFIX)) {
                addVariable(source, name);
            } else if (item.matches()) {
                lists.computeIfAbsent(item.group(1), list -> new TreeMap<>()).put(Integer.valueOf(item.group(2)), name);
            } else if (isForTheFilter(name)) {
                String key = canonical(name);
                sources.set(key, value(source, name, key), origin(source, name));
            }
        }
        lists.forEach((name, items) -> addList(source, name, items));
    }

    private void addVariable(PropertySource<?> source, String name) {
        if (!name.startsWith("BREAKWATER_SPRING_")) {
            sources.setVariable(name, text(source.getProperty(name)), "environment variable " + name);
        }
    }

    /** A list that has a line for each of its items. */
    private void addList(PropertySource<?> source, String name, Map<Integer, String> items) {
        if (isForTheFilter(name)) {
            String key = canonical(name);
            String joined = items.values().stream()
                    .map(item -> value(source, item, key))
                    .collect(Collectors.joining(", "));
            String first = items.values().iterator().next();
            sources.set(key, joined, origin(source, first));
        }
    }

    private static boolean isForTheFilter(String name) {
        return name.startsWith(PREFIX) && !name.startsWith(BreakwaterProperties.PREFIX + ".");
    }

    /** Of a truth value that is to be a text the word that was written for it: {@code off} rather than false. */
    private String value(PropertySource<?> source, String name, String key) {
        @Nullable Object value = source.getProperty(name);
        @Nullable Origin written = value instanceof Boolean && !isBoolean(key) ? OriginLookup.getOrigin(source, name) : null;
        return text(TruthWord.at(written).<Object>map(word -> word).orElse(value));
    }

    private String text(@Nullable Object value) {
        return value == null ? "" : environment.resolvePlaceholders(value.toString());
    }

    private static boolean isBoolean(String key) {
        return BOOLEANS.stream().anyMatch(setting -> key.endsWith("." + setting));
    }

    private static String origin(PropertySource<?> source, String name) {
        @Nullable Origin origin = OriginLookup.getOrigin(source, name);
        return origin == null ? "property source " + source.getName() : origin.toString();
    }

    /** The key as the filter spells it, where somebody has written it in camel case; unchanged when there is no such key. */
    private static String canonical(String name) {
        String key = NAMED.matcher(name).replaceAll(".$1");
        if (!key.startsWith(ROUTES)) {
            return PREFIX + known(key.substring(PREFIX.length()));
        }
        int end = key.indexOf('.', ROUTES.length());
        return end < 0 ? key : key.substring(0, end + 1) + known(key.substring(end + 1));
    }

    private static String known(String key) {
        return KEYS.getOrDefault(squeezed(key), key);
    }

    private static String squeezed(String key) {
        String squeezed = key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        return squeezed.endsWith(YAML_ON) ? squeezed.replaceAll("true$", "on") : squeezed;
    }
}
