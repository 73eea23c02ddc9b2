package io.breakwater.internal.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Declares and binds the settings of {@link ConcurrencySettings}. */
final class ConcurrencyBinding {

    /** The settings below, in the order in which references list them. */
    static final Setting.Group GROUP = new Setting.Group();

    /** A number, or the word for a limit that learns; none of both for no limit. */
    record Max(OptionalInt number, boolean isAuto) {}

    static final Setting<Max> MAX = GROUP.everywhere(
            "concurrency.max",
            QuantityParsers.number(1, 1_000_000)
                    .as(number -> new Max(OptionalInt.of(number), false))
                    .or("auto")
                    .as(number -> number.orElse(new Max(OptionalInt.empty(), true)))
                    .or(Parser.NONE)
                    .as(max -> max.orElse(new Max(OptionalInt.empty(), false))),
            "auto",
            "How many requests of a route may wait at once for their response to start: auto for what the route's answers allow,"
                    + " which is any number while they come as fast as usual; a number; none for any number.",
            "One dead route must not take the threads of the others, and auto refuses nobody while the downstream keeps its pace.");

    static final Setting<Integer> MIN = GROUP.everywhere(
            "concurrency.min",
            QuantityParsers.number(1, 1_000_000),
            "10",
            "With concurrency.max=auto: how many requests may always wait, whatever the answers say.",
            "Few enough for a container of 200 threads with several dead routes, enough to see that one has come back.");

    static final Setting<Double> SHARE = GROUP.everywhere(
            "concurrency.share",
            QuantityParsers.percentage(1, false).as(percent -> percent / 100),
            "60%",
            "With concurrency.max=auto: which part of the container's threads a route may hold while other routes are asked for;"
                    + " while it answers as fast as usual it may hold more, up to 90% of all.",
            "Two dead routes at once should not take all threads before that is known of them.");

    static final Setting<Priority> PRIORITY = GROUP.everywhere(
            "priority",
            Parser.ofConstants(Priority.class),
            "normal",
            "Which routes' requests are shed last and first, where concurrency.max or the container's threads run short.",
            "Only you know which requests matter most.");

    static final Setting<Optional<String>> PRIORITY_HEADER = GROUP.everywhere(
            "priority.header",
            TextParsers.headerName().or(Parser.NONE),
            Parser.NONE,
            "The request header whose value high, normal or low takes the place of the route's priority.",
            "Anybody can send any header, so name one that your own proxies set, and take away from what clients send.");

    static final Setting<List<String>> HEALTH = GROUP.everywhere(
            "priority.health",
            RouteParsers.excluded(),
            "/health, /health/*, /healthz, /livez, /readyz, /actuator/health/*",
            "The URL patterns of health checks, which are never shed.",
            "What is asked for by that name by Kubernetes, load balancers and Spring Boot's actuator.");

    private ConcurrencyBinding() {}

    static ConcurrencySettings bind(SettingValues level) {
        Max max = level.get(MAX);
        return new ConcurrencySettings(
                max.number(),
                max.isAuto(),
                level.get(MIN),
                level.get(SHARE),
                level.get(PRIORITY),
                level.get(PRIORITY_HEADER),
                level.get(HEALTH));
    }
}
