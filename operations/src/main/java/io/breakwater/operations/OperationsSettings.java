package io.breakwater.operations;

import io.breakwater.config.ModuleSetting;
import io.breakwater.config.ModuleSetting.Kind;
import io.breakwater.observe.EngineView;
import java.util.List;

/**
 * What this module remembers, and how much it may take. Immutable.
 *
 * @param exchangesMemory how many bytes of heap the remembered exchanges may take
 * @param incidentsKept how many closed incidents are kept
 * @param earlyWarning whether routes that head for a limit are told of
 */
public record OperationsSettings(long exchangesMemory, int incidentsKept, boolean earlyWarning) {

    private static final ModuleSetting EXCHANGES_MEMORY = ModuleSetting.between(
            Kind.SIZE,
            "operations.exchanges.memory",
            "64KB",
            "512MB",
            "4MB",
            "How much heap the remembered exchanges may take: failures, and the slowest of the good ones.",
            "Some three thousand exchanges; the first failures of each incident stay whatever follows.");

    private static final ModuleSetting INCIDENTS_KEPT = ModuleSetting.between(
            Kind.NUMBER,
            "operations.incidents.kept",
            "1",
            "10000",
            "200",
            "How many incidents are kept after they have closed.",
            "Some days of an app that is in trouble, in less than 200 KB.");

    private static final ModuleSetting EARLY_WARNING = ModuleSetting.of(
            Kind.BOOLEAN,
            "operations.early-warning",
            "true",
            "Whether a route is told of that heads for its attempt-timeout or concurrency.max.",
            "It only warns, and not often: docs/operations/early-warning.md has how often.");

    /** All of them, in the order in which references list them. */
    static final List<ModuleSetting> ALL = List.of(EXCHANGES_MEMORY, INCIDENTS_KEPT, EARLY_WARNING);

    /** The values that hold when nothing is configured. */
    static final OperationsSettings DEFAULT = new OperationsSettings(
            bytes(EXCHANGES_MEMORY.defaultText()),
            Integer.parseInt(INCIDENTS_KEPT.defaultText()),
            Boolean.parseBoolean(EARLY_WARNING.defaultText()));

    /** Returns the settings in force, which the filter has checked. */
    static OperationsSettings of(EngineView engine) {
        return new OperationsSettings(
                bytes(engine.setting(EXCHANGES_MEMORY)),
                Integer.parseInt(engine.setting(INCIDENTS_KEPT)),
                Boolean.parseBoolean(engine.setting(EARLY_WARNING)));
    }

    private static long bytes(String size) {
        String number = size.replaceAll("\\D", "");
        long factor =
                switch (size.substring(number.length())) {
                    case "B" -> 1;
                    case "KB" -> 1024;
                    default -> 1024 * 1024;
                };
        return factor * Long.parseLong(number);
    }
}
