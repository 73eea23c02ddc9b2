package io.breakwater.example.storefront.tour;

/** A part of the tour that makes one row. */
interface TourStep {
    /** What is broken, in a few words. */
    String broken();

    /** What is asked. */
    Ask ask();

    /** What must come of it. */
    Promise promise();

    /** Does it, from calm water on. */
    TourResult go(TourClient coast) throws Exception;
}
