package io.breakwater.benchmarks.report;

/** A picture of figures. */
public interface Plot {

    /** Returns the name of the file, without its ending. */
    String name();

    /** Returns what is shown. */
    String title();

    /** Returns it as an SVG that can be read on light and dark. */
    String svg();
}
