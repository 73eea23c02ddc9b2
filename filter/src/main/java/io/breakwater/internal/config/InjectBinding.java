package io.breakwater.internal.config;

import io.breakwater.config.Problem;
import io.breakwater.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Declares and binds the settings of {@link InjectSettings}. */
final class InjectBinding {

    /** The settings below, in the order in which references list them. */
    static final Setting.Group GROUP = new Setting.Group();

    /** A status says itself what it is, and a client that leaves is no failure of what is behind us. */
    private static final Map<String, Fault> FAULTS = Arrays.stream(Fault.values())
            .filter(fault -> fault != Fault.DOWNSTREAM_STATUS && fault != Fault.CLIENT_GONE)
            .collect(Collectors.toMap(Fault::token, Function.identity(), (one, other) -> one, LinkedHashMap::new));

    private static final double ALL = 100;

    static final Setting<Optional<Fault>> FAULT = GROUP.everywhere(
            "inject.fault",
            Parser.of("fault", "one of " + String.join(", ", FAULTS.keySet()), InjectBinding::fault)
                    .or(Parser.NONE),
            Parser.NONE,
            "For a game day: what the call of the downstream seems to fail of, without the app being asked.",
            "Nothing fails by itself on purpose.");

    static final Setting<Optional<Duration>> LATENCY = GROUP.everywhere(
            "inject.latency",
            QuantityParsers.duration("1ms", "10m").or(Parser.NONE),
            Parser.NONE,
            "For a game day: how long the downstream seems to think before it answers or fails, on the request's own thread.",
            "Nobody waits by itself on purpose.");

    static final Setting<Optional<Integer>> STATUS = GROUP.everywhere(
            "inject.status",
            QuantityParsers.number(400, 599).or(Parser.NONE),
            Parser.NONE,
            "For a game day: what the downstream seems to answer, without a body and without the app being asked.",
            "Nothing fails by itself on purpose.");

    static final Setting<Optional<Integer>> CUT_AFTER = GROUP.everywhere(
            "inject.cut-after",
            QuantityParsers.size("0B", "100MB").or(Parser.NONE),
            Parser.NONE,
            "For a game day: after how many bytes of its body the app's answer breaks off, as when the downstream hangs up; of text, characters.",
            "No answer breaks off by itself on purpose.");

    static final Setting<Double> PERCENT = GROUP.everywhere(
            "inject.percent",
            QuantityParsers.percentage(0, true),
            "100%",
            "How many of the attempts it happens to, of those that inject.header lets take part.",
            "With all of them it is no matter of luck whether one is seen; for all visitors it must be confirmed.");

    static final Setting<Optional<HeaderSecret>> HEADER = GROUP.everywhere(
            "inject.header",
            Parser.of(
                            "header with a secret",
                            "a header's name with a secret of at least " + HeaderSecret.SHORTEST
                                    + " characters, such as X-Game-Day: …",
                            HeaderSecret::parse)
                    .or(Parser.NONE),
            Parser.NONE,
            "Whose requests it happens to: those that bear this header with this secret.",
            "Only you know who takes part.");

    static final Setting<Optional<Instant>> UNTIL = GROUP.everywhere(
            "inject.until",
            MomentParser.moment().or(Parser.NONE),
            Parser.NONE,
            "When it ends by itself; needed wherever anything is injected.",
            "A game day that nobody has ended is an outage.");

    static final Setting<Boolean> VOTES = GROUP.everywhere(
            "inject.votes",
            Parser.bool(),
            "false",
            "Whether what is injected counts for the route's circuit breaker, which then opens for every visitor.",
            "What nobody has failed of must not close a route off.");

    static final Setting<Boolean> CONFIRM = GROUP.everywhere(
            "inject.confirm",
            Parser.bool(),
            "false",
            "That it is meant for every request of every visitor, where neither inject.header nor inject.percent spares any.",
            "A line that was forgotten must not be an outage.");

    private static final List<Setting<?>> WHAT = List.of(FAULT, STATUS, CUT_AFTER, LATENCY);

    private InjectBinding() {}

    private static Fault fault(String text) {
        Fault fault = FAULTS.get(text);
        if (fault != null) {
            return fault;
        }
        if (text.equals(Fault.DOWNSTREAM_STATUS.token())) {
            throw new IllegalArgumentException("says nothing of the status: write inject.status=503 instead");
        }
        if (text.equals(Fault.CLIENT_GONE.token())) {
            throw new IllegalArgumentException("is the visitor's doing and not the downstream's");
        }
        throw new IllegalArgumentException(Suggestions.nearest(text, FAULTS.keySet())
                .map(token -> "is not a fault; did you mean " + token + "?")
                .orElse("is not a fault"));
    }

    static InjectSettings bind(SettingValues level) {
        if (GROUP.settings().stream().allMatch(level::isSound)) {
            check(level);
        }
        return new InjectSettings(
                level.get(FAULT),
                level.get(LATENCY),
                level.get(STATUS),
                level.get(CUT_AFTER),
                level.get(PERCENT),
                level.get(HEADER),
                level.get(UNTIL),
                level.get(VOTES),
                shown(level));
    }

    private static void check(SettingValues level) {
        boolean fails = level.get(FAULT).isPresent();
        boolean answers = level.get(STATUS).isPresent();
        boolean cuts = level.get(CUT_AFTER).isPresent();
        if (!fails && !answers && !cuts && level.get(LATENCY).isEmpty()) {
            return;
        }
        if (fails && answers) {
            refuse(level, "does not go with the other: either inject.fault or inject.status", STATUS, FAULT);
        } else if (cuts && (fails || answers)) {
            refuse(
                    level,
                    "does not go with the other: " + (fails ? FAULT : STATUS) + " leaves no answer to cut",
                    CUT_AFTER,
                    FAULT,
                    STATUS);
        } else if (level.get(UNTIL).isEmpty()) {
            refuseWhat(level, "needs " + UNTIL + ", the time at which it ends by itself");
        } else if (level.get(HEADER).isEmpty() && level.get(PERCENT) >= ALL && !level.get(CONFIRM)) {
            refuseWhat(
                    level,
                    "would happen to every request of every visitor: give " + HEADER + " or " + PERCENT + ", or say "
                            + CONFIRM + "=true");
        } else if (level.isSound(RouteBinding.MODE) && level.get(RouteBinding.MODE) == RouteSettings.Mode.OBSERVE) {
            refuseWhat(level, "does not go with mode=observe, which leaves every answer to the app");
        }
    }

    private static void refuseWhat(SettingValues level, String message) {
        List<Setting<?>> blamed = new ArrayList<>(WHAT);
        blamed.addAll(List.of(UNTIL, HEADER, PERCENT, CONFIRM, RouteBinding.MODE));
        refuse(level, message, blamed.toArray(Setting<?>[]::new));
    }

    /** Where a route inherits all of them, the problem has been told of already. */
    private static void refuse(SettingValues level, String message, Setting<?>... involved) {
        Stream.of(involved).filter(level::isOwn).findFirst().ifPresent(setting -> level.refuse(setting, message));
    }

    private static Map<String, String> shown(SettingValues level) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (Setting<?> setting : GROUP.settings()) {
            level.entry(setting)
                    .filter(entry -> setting != CONFIRM && level.isSound(setting))
                    .filter(entry -> !entry.value().equals(setting.defaultText().orElseThrow()))
                    .ifPresent(entry -> shown.put(
                            setting.key().substring(InjectSettings.PREFIX.length()),
                            Secrets.hide(setting.key(), entry.value())));
        }
        return shown;
    }

    static InjectSettings parse(Map<String, String> given) {
        List<Problem> problems = new ArrayList<>();
        SettingValues level = SettingValues.forAll(problems);
        given.forEach((name, value) -> {
            String key = InjectSettings.PREFIX + name;
            Setting<?> setting = GROUP.settings().stream()
                    .filter(known -> known.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no setting " + key));
            level.put(setting, new RawEntry(key, value, "as ordered"));
        });
        InjectSettings ordered = bind(level);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    problems.stream().map(InjectBinding::inOneLine).collect(Collectors.joining("; ")));
        }
        return ordered;
    }

    private static String inOneLine(Problem problem) {
        return problem.key()
                + problem.found().map(value -> "=" + value).orElse("")
                + ' '
                + problem.message()
                + problem.allowed().map(words -> "; allowed: " + words).orElse("");
    }
}
