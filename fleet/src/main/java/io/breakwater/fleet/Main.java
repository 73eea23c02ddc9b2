package io.breakwater.fleet;

import io.breakwater.fleet.redis.RedisAddress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code java -jar breakwater-fleet.jar}: how a fleet stands, and an operator's word for it. */
public final class Main {

    private static final int MISUSED = 2;
    private static final String VARIABLE = "BREAKWATER_FLEET_";

    private static final String USAGE =
            """
            usage: java -jar breakwater-fleet.jar status
                       tells which replicas there are, what is closed off, and what operators have said
                   java -jar breakwater-fleet.jar force ROUTE open|closed|automatic --for 30m
                           [--replica NAME] [--reason TEXT] [--by NAME]
                       says what holds for a route, on all replicas or on one; for 90s, 30m, 8h or 7d, a week at most
            where: --redis redis://host:port --name APP [--environment NAME], or the variables BREAKWATER_FLEET_REDIS, _NAME and
                   _ENVIRONMENT; BREAKWATER_FLEET_USER, _PASSWORD and _PASSWORD_FILE
            """;

    private Main() {}

    /** Runs a command, and ends with 0; with 1 when it could not be carried out, and with 2 when it was called wrongly. */
    public static void main(String[] args) {
        // Nobody reads a log of the command line, so that there is none to look for.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(run(List.of(args), System.getenv(), System.out));
    }

    static int run(List<String> args, Map<String, String> environment, PrintStream out) {
        Map<String, String> options = new HashMap<>();
        int words = 0;
        while (words < args.size() && !args.get(words).startsWith("--")) {
            words++;
        }
        for (int i = words; i < args.size(); i += 2) {
            if (!args.get(i).matches("--(redis|name|environment|for|replica|reason|by)") || i + 1 == args.size()) {
                return misused(out);
            }
            options.put(args.get(i).substring(2), args.get(i + 1));
        }
        for (String name : List.of("redis", "name", "environment", "user", "password", "password_file")) {
            String value = environment.get(VARIABLE + name.toUpperCase(Locale.ROOT));
            if (value != null && !value.isBlank()) {
                options.putIfAbsent(name, value.strip());
            }
        }
        return run(args.subList(0, words), Options.of(options), options, out);
    }

    /** Where the fleet is. */
    private record Options(RedisAddress address, String name, Optional<String> environment) {
        static Options of(Map<String, String> given) {
            return new Options(
                    new RedisAddress(
                            given.getOrDefault("redis", ""),
                            Optional.ofNullable(given.get("user")),
                            Optional.ofNullable(given.get("password")),
                            Optional.ofNullable(given.get("password_file"))),
                    given.getOrDefault("name", ""),
                    Optional.ofNullable(given.get("environment")));
        }
    }

    private static int run(List<String> command, Options where, Map<String, String> options, PrintStream out) {
        if (where.address().url().isEmpty() || where.name().isEmpty()) {
            return misused(out);
        }
        try (Remote remote = new Remote(where.address(), where.name(), where.environment())) {
            if (command.equals(List.of("status"))) {
                return remote.status(out);
            }
            if (command.size() == 3 && command.get(0).equals("force")) {
                Optional<Duration> holds = duration(options.getOrDefault("for", ""));
                if (holds.isEmpty() || !command.get(2).matches("open|closed|automatic")) {
                    return misused(out);
                }
                return remote.force(
                        command.get(1),
                        command.get(2),
                        Optional.ofNullable(options.get("replica")),
                        options.getOrDefault("by", System.getProperty("user.name", "command line")),
                        Optional.ofNullable(options.get("reason")),
                        holds.get(),
                        out);
            }
        }
        return misused(out);
    }

    private static Optional<Duration> duration(String text) {
        if (!text.matches("\\d{1,6}[smhd]")) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        Duration duration =
                switch (text.charAt(text.length() - 1)) {
                    case 's' -> Duration.ofSeconds(number);
                    case 'm' -> Duration.ofMinutes(number);
                    case 'h' -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                };
        return Optional.of(duration).filter(length -> !length.isZero() && length.compareTo(Fleet.LONGEST) <= 0);
    }

    private static int misused(PrintStream out) {
        out.print(USAGE);
        return MISUSED;
    }
}
