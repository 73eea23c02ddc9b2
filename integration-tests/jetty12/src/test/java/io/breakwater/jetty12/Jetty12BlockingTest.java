package io.breakwater.jetty12;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.DeadlineContract;
import io.breakwater.contract.OneAnswerContract;
import org.junit.jupiter.api.Nested;

/** What the guard promises to apps that block, on Jetty 12.0. */
final class Jetty12BlockingTest {

    @Nested
    final class OneAnswer extends OneAnswerContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }

    @Nested
    final class Deadline extends DeadlineContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }
}
