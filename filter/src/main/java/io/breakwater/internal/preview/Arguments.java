package io.breakwater.internal.preview;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The options of a command, by name. Immutable. */
final class Arguments {

    private final Map<String, List<String>> values;

    private Arguments(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads what follows a command.
     *
     * @param withValue the options that a value follows
     * @param flags the options that stand alone
     * @throws MisuseException when there is anything else, or a value is missing
     */
    static Arguments of(List<String> args, List<String> withValue, List<String> flags) {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < args.size(); i++) {
            String option = args.get(i);
            List<String> given = values.computeIfAbsent(option, first -> new ArrayList<>());
            if (withValue.contains(option)) {
                if (++i == args.size()) {
                    throw new MisuseException(option + " needs a value");
                }
                given.add(args.get(i));
            } else if (!flags.contains(option)) {
                throw MisuseException.unknown(
                        "the option",
                        option,
                        Stream.concat(withValue.stream(), flags.stream()).toList());
            }
        }
        return new Arguments(values);
    }

    boolean has(String option) {
        return values.containsKey(option);
    }

    /** Returns the last value of an option; empty where it was not given. */
    Optional<String> find(String option) {
        List<String> given = all(option);
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
    }

    List<String> all(String option) {
        return values.getOrDefault(option, List.of());
    }

    /** @throws MisuseException when any of these was given beside {@code option} */
    void refuse(Set<String> others, String option, String why) {
        others.stream().filter(this::has).sorted().findFirst().ifPresent(other -> {
            throw new MisuseException(other + " does not go with " + option + ", " + why);
        });
    }
}
