package io.breakwater.jetty12;

import io.breakwater.contract.AmbiguousPathContract;
import io.breakwater.contract.ContainerUnderTest;
import org.eclipse.jetty.http.UriCompliance;

/** On a Jetty that lets paths in which it does not tell its servlets. */
final class Jetty12AmbiguousPathTest extends AmbiguousPathContract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new Jetty12Container(UriCompliance.LEGACY);
    }
}
