package io.breakwater.internal.config;

import io.breakwater.config.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values given for all routes, or for one route, which inherits the others. A value that cannot be read is reported once
 * and then ignored, as is every check that needs it, so that one mistake makes one problem.
 */
final class SettingValues {

    private final String prefix;
    private final @Nullable SettingValues above;
    private final List<Problem> problems;
    private final Map<Setting<?>, RawEntry> own = new LinkedHashMap<>();
    private final Set<Setting<?>> unsound = new HashSet<>();
    private final Map<Setting<?>, Optional<?>> parsed = new HashMap<>();

    private SettingValues(String prefix, @Nullable SettingValues above, List<Problem> problems) {
        this.prefix = prefix;
        this.above = above;
        this.problems = problems;
    }

    static SettingValues forAll(List<Problem> problems) {
        return new SettingValues(RawEntry.PREFIX, null, problems);
    }

    SettingValues forRoute(String name) {
        return new SettingValues(RawEntry.ROUTES + name + ".", this, problems);
    }

    /** Stores a value, which replaces an earlier one. */
    void put(Setting<?> setting, RawEntry entry) {
        own.put(setting, entry);
        parsed.remove(setting);
        unsound.remove(setting);
        try {
            if (entry.value().isEmpty()) {
                throw new IllegalArgumentException("is empty: remove it to have the default, or give a value");
            }
            setting.parse(entry.value());
        } catch (IllegalArgumentException e) {
            refuse(setting, String.valueOf(e.getMessage()));
        }
    }

    /** Reports the value given at this level; does nothing if none was. */
    void refuse(Setting<?> setting, String message) {
        RawEntry entry = own.get(setting);
        if (entry != null) {
            unsound.add(setting);
            parsed.remove(setting);
            problems.add(Problems.value(entry, message, setting.allowed()));
        }
    }

    boolean isOwn(Setting<?> setting) {
        return own.containsKey(setting);
    }

    /** Returns the effective value: the one given at this level, else that for all routes, else the default. */
    <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new IllegalStateException(setting + " has no value"));
    }

    @SuppressWarnings("unchecked") // what the setting itself has parsed
    <T> Optional<T> find(Setting<T> setting) {
        if (above != null && !isOwn(setting)) {
            // A value that many routes inherit is parsed once.
            return above.find(setting);
        }
        return (Optional<T>)
                parsed.computeIfAbsent(setting, missing -> text(missing).map(missing::parse));
    }

    private Optional<String> text(Setting<?> setting) {
        return isSound(setting) ? entry(setting).map(RawEntry::value).or(setting::defaultText) : setting.defaultText();
    }

    /** Returns where the effective value was given; empty for a default. */
    Optional<RawEntry> entry(Setting<?> setting) {
        RawEntry entry = own.get(setting);
        return entry != null || above == null ? Optional.ofNullable(entry) : above.entry(setting);
    }

    boolean isSound(Setting<?> setting) {
        return !unsound.contains(setting) && (isOwn(setting) || above == null || above.isSound(setting));
    }

    /** Returns the first entry of this level; empty when there is none. */
    Optional<RawEntry> first() {
        return own.values().stream().findFirst();
    }

    /**
     * Reports {@code small} when its value is above that of {@code large}. A route that inherits both values and {@code
     * given} does not repeat the problem that was reported for all routes.
     */
    <T extends Comparable<T>> void requireAtMost(Setting<T> small, Setting<T> large, Setting<?>... given) {
        List<Setting<?>> involved =
                Stream.concat(Stream.of(small, large), Stream.of(given)).toList();
        Optional<Setting<?>> toBlame = involved.stream().filter(this::isOwn).findFirst();
        if (toBlame.isEmpty()
                || !involved.stream().allMatch(this::isSound)
                || get(small).compareTo(get(large)) <= 0) {
            return;
        }
        RawEntry entry = entry(toBlame.get()).orElseThrow();
        problems.add(Problems.value(
                entry,
                "does not go with the others: " + told(small) + " must not be more than " + told(large),
                toBlame.get() == large ? "at least " + shown(small) : "at most " + shown(large)));
    }

    private String told(Setting<?> setting) {
        return entry(setting)
                .map(entry -> entry.key() + " = " + entry.value() + " (" + entry.origin() + ")")
                .orElseGet(() -> RawEntry.PREFIX + setting.key() + " = " + shown(setting) + " (default)");
    }

    private String shown(Setting<?> setting) {
        return text(setting).orElse("");
    }

    /** Returns the full key of a setting at this level. */
    String key(Setting<?> setting) {
        return prefix + setting.key();
    }
}
