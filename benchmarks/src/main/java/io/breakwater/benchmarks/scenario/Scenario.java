package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.report.Findings;
import java.io.IOException;

/** Something that may befall an app, and what is measured then. */
public interface Scenario {

    /** What it is called on the command line. */
    String name();

    /** Tries it. */
    Findings run(Setup stage) throws IOException;
}
