package io.breakwater.jetty12;

import io.breakwater.contract.BreakerContract;
import io.breakwater.contract.ClientGoneContract;
import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.CorrelationContract;
import io.breakwater.contract.DeadlineContract;
import io.breakwater.contract.OneAnswerContract;
import io.breakwater.contract.OuterWorkContract;
import io.breakwater.contract.PageContract;
import io.breakwater.contract.PermitContract;
import io.breakwater.contract.RetryBodyContract;
import io.breakwater.contract.RetryContract;
import io.breakwater.contract.SettingsContract;
import io.breakwater.contract.TransparencyContract;
import io.breakwater.contract.TruncationContract;
import io.breakwater.contract.WeatherContract;
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

    @Nested
    final class Retry extends RetryContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }

    @Nested
    final class RetryBody extends RetryBodyContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }

    @Nested
    final class Weather extends WeatherContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }

    @Nested
    final class Truncation extends TruncationContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }

    @Nested
    final class Breaker extends BreakerContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }

    @Nested
    final class Permit extends PermitContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }

    @Nested
    final class OuterWork extends OuterWorkContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }

    @Nested
    final class Correlation extends CorrelationContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }

    @Nested
    final class ClientGone extends ClientGoneContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }

    @Nested
    final class Settings extends SettingsContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }

    @Nested
    final class Page extends PageContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }

    @Nested
    final class Transparency extends TransparencyContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return new Jetty12Container();
        }
    }
}
