package io.breakwater.jetty12;

import io.breakwater.contract.StoppedContainerContract;

/** How Jetty ends what is pending when it stops; the other containers wait for it, or break it off. */
final class Jetty12StoppedTest extends StoppedContainerContract {}
