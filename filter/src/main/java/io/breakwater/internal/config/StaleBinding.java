package io.breakwater.internal.config;

import io.breakwater.internal.config.StaleSettings.Waiver;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Declares and binds the settings of {@link StaleSettings}. */
final class StaleBinding {

    /** The settings below, in the order in which references list them. */
    static final Setting.Group GROUP = new Setting.Group();

    static final Setting<Boolean> ENABLED = GROUP.everywhere(
            "stale.enabled",
            Parser.bool(),
            "false",
            "Whether successful answers to GET that HTTP allows a shared cache to store are kept, and given when the downstream fails; needs the Caffeine jar.",
            "Only you know whether an old answer is better than none.");

    static final Setting<Duration> MAX_AGE = GROUP.everywhere(
            "stale.max-age",
            QuantityParsers.duration("1s", "720h"),
            "24h",
            "The greatest age of an answer that is given in place of a page; an answer's own stale-if-error can only shorten it.",
            "An answer from yesterday is still worth something to most visitors.");

    static final Setting<Integer> MAX_ENTRY = GROUP.everywhere(
            "stale.max-entry",
            QuantityParsers.size("1KB", "16MB"),
            "256KB",
            "The longest body that is kept; what gets longer is let go of while it is written.",
            "Holds nearly every page and every JSON document, and no download.");

    static final Setting<Set<Waiver>> IGNORE = GROUP.everywhere(
            "stale.ignore",
            waivers().or(Parser.NONE).as(listed -> listed.orElse(Set.of())),
            Parser.NONE,
            "The rules that you take on yourself: cookies keeps and gives answers whatever cookies a request has, the others do not heed that directive of an answer.",
            "Each of them protects a visitor from another's answer, or from one that must not be old.");

    static final Setting<Boolean> BANNER = GROUP.everywhere(
            "stale.banner",
            Parser.bool(),
            "false",
            "Whether a kept HTML answer says in a line at its end how old it is, in the visitor's language, where such a line is safe.",
            "It changes your pages, which is for you to want.");

    static final Setting<Integer> MAX_BYTES = GROUP.in(
            Setting.Scope.GLOBAL_ONLY,
            "stale.max-bytes",
            QuantityParsers.size("2MB", "1024MB"),
            "64MB",
            "How much of the heap the kept answers of all routes may take, copies under way included; stale.max-entry can be an eighth of it.",
            "Little beside the heap of a web app, and some thousand pages.");

    /** How many of the longest bodies must fit in: see {@code StaleCache}. */
    private static final int ENTRIES = 8;

    private StaleBinding() {}

    private static Parser<Set<Waiver>> waivers() {
        List<String> words = Stream.of(Waiver.values()).map(StaleBinding::word).toList();
        return Parser.of("list of rules", "a list of " + String.join(", ", words), text -> {
            Set<Waiver> waivers = EnumSet.noneOf(Waiver.class);
            for (String item : Parser.items(text)) {
                waivers.add(Stream.of(Waiver.values())
                        .filter(waiver -> word(waiver).equals(item))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "lists " + item + ", which is no rule that can be ignored")));
            }
            return waivers;
        });
    }

    private static String word(Waiver waiver) {
        return waiver.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a setting means something only to a route that keeps answers. */
    static boolean isOfRoutesThatKeep(Setting<?> setting) {
        return GROUP.settings().contains(setting) && setting != ENABLED && setting != MAX_BYTES;
    }

    static Optional<StaleSettings> bind(SettingValues level) {
        if (level.get(MAX_ENTRY) > level.get(MAX_BYTES) / ENTRIES) {
            level.refuse(
                    level.isOwn(MAX_ENTRY) ? MAX_ENTRY : MAX_BYTES,
                    "makes stale.max-entry more than an eighth of stale.max-bytes");
        }
        return level.get(ENABLED)
                ? Optional.of(new StaleSettings(
                        level.get(MAX_AGE), level.get(MAX_ENTRY), level.get(IGNORE), level.get(BANNER)))
                : Optional.empty();
    }
}
