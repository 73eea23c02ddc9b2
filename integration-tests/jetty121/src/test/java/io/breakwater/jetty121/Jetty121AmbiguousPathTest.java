package io.breakwater.jetty121;

import io.breakwater.contract.AmbiguousPathContract;
import io.breakwater.contract.ContainerUnderTest;
import org.eclipse.jetty.http.UriCompliance;

/** On a Jetty that lets paths in which it does not tell its servlets. */
final class Jetty121AmbiguousPathTest extends AmbiguousPathContract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new Jetty121Container(UriCompliance.LEGACY);
    }
}
