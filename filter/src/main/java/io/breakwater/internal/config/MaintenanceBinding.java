package io.breakwater.internal.config;

import io.breakwater.internal.config.MaintenanceSettings.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Declares and binds the settings of {@link MaintenanceSettings}. */
final class MaintenanceBinding {

    /** The settings below, in the order in which references list them. */
    static final Setting.Group GROUP = new Setting.Group();

    private static final int LONGEST_SENTENCE = 300;
    private static final int MOST_ALLOWED = 32;

    static final Setting<Mode> MODE = GROUP.everywhere(
            "maintenance",
            Parser.ofConstants(Mode.class),
            "scheduled",
            "Whether visitors get the page that says that work is planned: true from now until maintenance.until, false never,"
                    + " scheduled from maintenance.from until maintenance.until.",
            "A window alone is enough to plan a break.");

    static final Setting<Optional<Instant>> FROM = GROUP.everywhere(
            "maintenance.from",
            MomentParser.moment().or(Parser.NONE),
            Parser.NONE,
            "When the planned break begins; none for no window.",
            "Only you know when.");

    static final Setting<Optional<Instant>> UNTIL = GROUP.everywhere(
            "maintenance.until",
            MomentParser.moment().or(Parser.NONE),
            Parser.NONE,
            "When the planned break ends, for the page, Retry-After and the routes themselves; none for no known end.",
            "An end that is only guessed is worse than none.");

    static final Setting<Optional<String>> SENTENCE = GROUP.everywhere(
            "maintenance.sentence",
            TextParsers.words(LONGEST_SENTENCE).or(Parser.NONE),
            Parser.NONE,
            "A sentence of your own on the page of a planned break.",
            "What the page says by itself is true of any break.");

    static final Setting<List<MaintenancePass>> ALLOW = GROUP.everywhere(
            "maintenance.allow",
            Parser.of(
                            "list of passes",
                            "a list of addresses and networks such as 10.0.0.0/8, and of headers with a secret of at least "
                                    + HeaderSecret.SHORTEST
                                    + " characters such as X-Maintenance-Pass: …; at most " + MOST_ALLOWED,
                            MaintenanceBinding::passes)
                    .or(Parser.NONE)
                    .as(passes -> passes.orElse(List.of())),
            Parser.NONE,
            "Who passes during a planned break: by the address at the other end of the connection, or by a header with a secret.",
            "A door that nobody has asked for should not be there.");

    private MaintenanceBinding() {}

    private static List<MaintenancePass> passes(String text) {
        List<MaintenancePass> passes =
                Parser.items(text).stream().map(MaintenancePass::parse).toList();
        if (passes.size() > MOST_ALLOWED) {
            throw new IllegalArgumentException("lists " + passes.size() + ", more than " + MOST_ALLOWED);
        }
        return passes;
    }

    /** Returns a line for each route whose breaks nobody will be told of. */
    static List<String> warnings(BreakwaterSettings settings) {
        return settings.everyRoute()
                .filter(route -> route.isObserved() && route.maintenance().isEverOn())
                .map(route -> "maintenance of route " + route.name()
                        + " is only noted, and visitors are not told, because of mode=observe")
                .toList();
    }

    static MaintenanceSettings bind(SettingValues level) {
        Mode mode = level.get(MODE);
        Optional<Instant> from = level.get(FROM);
        Optional<Instant> until = level.get(UNTIL);
        if (!level.isSound(MODE) || !level.isSound(FROM) || !level.isSound(UNTIL)) {
            // One mistake, one problem.
            return new MaintenanceSettings(Mode.FALSE, from, until, level.get(SENTENCE), level.get(ALLOW));
        }
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            level.refuse(
                    level.isOwn(UNTIL) ? UNTIL : FROM,
                    "does not go with the other: " + FROM.key() + " must be before " + UNTIL.key());
        } else if (mode == Mode.SCHEDULED && from.isEmpty() && until.isPresent()) {
            level.refuse(
                    level.isOwn(UNTIL) ? UNTIL : level.isOwn(FROM) ? FROM : MODE,
                    "leaves a break with an end and without a beginning: give " + FROM.key() + ", or " + MODE.key()
                            + "=true for now");
        }
        return new MaintenanceSettings(mode, from, until, level.get(SENTENCE), level.get(ALLOW));
    }
}
