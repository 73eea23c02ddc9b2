package io.breakwater.jetty121;

import io.breakwater.contract.StoppedContainerContract;

/** How Jetty ends what is pending when it stops; the other containers wait for it, or break it off. */
final class Jetty121StoppedTest extends StoppedContainerContract {}
