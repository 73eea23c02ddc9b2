package io.breakwater.benchmarks.report;

import java.lang.management.ManagementFactory;

/** The machine, in general terms. */
final class Machine {

    private static final double GIB = 1L << 30;

    private Machine() {}

    static String describe() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return "%d cores, %.0f GB of memory, %s %s (%s), JDK %s (%s)"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        system.getTotalMemorySize() / GIB,
                        System.getProperty("os.name"),
                        System.getProperty("os.version").replaceAll("[^0-9.].*", ""),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"),
                        System.getProperty("java.vm.name"));
    }
}
