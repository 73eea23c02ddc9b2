package io.breakwater.internal.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings of how the guard itself is run. */
final class OperationBinding {

    static final Setting<Mode> MODE = Setting.everywhere(
            "mode",
            ChoiceParser.oneOf(Mode.class, name -> name.toLowerCase(Locale.ROOT)),
            "guard",
            "Whether the guard acts, or only observes: decides and records everything, and leaves every answer to the app.",
            "Observing is for the first week in production.");

    static final Setting<Optional<Duration>> RELOAD_INTERVAL = Setting.in(
            Setting.Scope.GLOBAL_ONLY,
            "reload.interval",
            TimeoutBinding.durationOrOff(new DurationParser("100ms", "1h"), "0 for never"),
            "1s",
            "How often the properties file is looked at, to put what has changed in it in force; 0 for never.",
            "A change is in force within two seconds, and a look is one read of a small file.");

    /** Those that hold for routes. */
    static final List<Setting<?>> FOR_ROUTES = List.of(MODE);

    /** Those that hold once for all routes. */
    static final List<Setting<?>> GLOBAL = List.of(RELOAD_INTERVAL);

    private OperationBinding() {}
}
