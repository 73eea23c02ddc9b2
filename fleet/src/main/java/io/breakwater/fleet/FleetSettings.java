package io.breakwater.fleet;

import io.breakwater.config.ModuleSetting;
import io.breakwater.config.ModuleSetting.Kind;
import io.breakwater.fleet.redis.RedisAddress;
import io.breakwater.observe.EngineView;
import java.util.List;
import java.util.Optional;

/**
 * With whom this replica talks. Read once, at the start. Immutable.
 *
 * @param redis where Redis is
 * @param name the app's name
 * @param environment which of the app's environments; empty where it has one
 * @param replica this replica's name; empty for one of the host's
 * @param waryCalls how many calls decide after hearsay
 * @param sharesFailures whether failed exchanges are shared
 */
record FleetSettings(
        RedisAddress redis,
        String name,
        Optional<String> environment,
        Optional<String> replica,
        int waryCalls,
        boolean sharesFailures) {

    private static final ModuleSetting REDIS = ModuleSetting.of(
            Kind.SECRET,
            "fleet.redis",
            "",
            "Where Redis or Valkey is, as redis://host:port, or rediss:// with TLS; without it each replica is on its own.",
            "What is shared, and with whom, is for you to say.");

    private static final ModuleSetting NAME = ModuleSetting.of(
            Kind.TEXT,
            "fleet.name",
            "",
            "The app's name: the replicas with one name are a fleet. Letters, digits, dot, hyphen and underscore, 80 at most.",
            "Several apps may share one Redis without hearing each other.");

    private static final ModuleSetting ENVIRONMENT = ModuleSetting.of(
            Kind.TEXT,
            "fleet.environment",
            "",
            "Which of the app's environments this is, where several share one Redis.",
            "Most have a Redis for each.");

    private static final ModuleSetting REPLICA = ModuleSetting.of(
            Kind.TEXT,
            "fleet.replica",
            "",
            "What this replica is called on the console; by default the host's name with a few random digits.",
            "In Kubernetes the host's name is the pod's.");

    private static final ModuleSetting USER =
            ModuleSetting.of(Kind.TEXT, "fleet.user", "", "The user's name at Redis.", "The default user has none.");

    private static final ModuleSetting PASSWORD = ModuleSetting.of(
            Kind.SECRET,
            "fleet.password",
            "",
            "The password at Redis, best by the environment: BREAKWATER_FLEET_PASSWORD.",
            "Redis asks for none by default.");

    private static final ModuleSetting PASSWORD_FILE = ModuleSetting.of(
            Kind.TEXT,
            "fleet.password-file",
            "",
            "A file whose content is the password, read at each connect, as a mounted secret is; instead of fleet.password.",
            "A secret in a file is in no list of processes and no copy of the settings.");

    private static final ModuleSetting WARY_CALLS = ModuleSetting.between(
            Kind.NUMBER,
            "fleet.wary-calls",
            "1",
            "100",
            "2",
            "How many of its next calls decide, when a replica hears that another one's circuit breaker has opened.",
            "One alone may be bad luck; each further one is a visitor more.");

    private static final ModuleSetting SHARE_FAILURES = ModuleSetting.of(
            Kind.BOOLEAN,
            "fleet.share-failures",
            "true",
            "Whether failed exchanges are shared, so that the console of any replica finds them: what their line in the log has.",
            "The visitor's reference does not say which replica to ask.");

    /** All of them, in the order in which references list them. */
    static final List<ModuleSetting> ALL =
            List.of(REDIS, NAME, ENVIRONMENT, REPLICA, USER, PASSWORD, PASSWORD_FILE, WARY_CALLS, SHARE_FAILURES);

    /** Returns the settings in force; empty when they name no Redis. */
    static Optional<FleetSettings> of(EngineView engine) {
        return text(engine, REDIS)
                .map(url -> new FleetSettings(
                        new RedisAddress(url, text(engine, USER), text(engine, PASSWORD), text(engine, PASSWORD_FILE)),
                        text(engine, NAME).orElse(""),
                        text(engine, ENVIRONMENT),
                        text(engine, REPLICA),
                        Integer.parseInt(engine.setting(WARY_CALLS)),
                        Boolean.parseBoolean(engine.setting(SHARE_FAILURES))));
    }

    private static Optional<String> text(EngineView engine, ModuleSetting setting) {
        return Optional.of(engine.setting(setting).strip()).filter(value -> !value.isEmpty());
    }
}
