package io.breakwater.contract;

import org.junit.jupiter.api.Nested;

/** All that the guard promises to apps that block, for a container to be put to. */
public abstract class BlockingContracts {
    /** A container that was not started yet. */
    protected abstract ContainerUnderTest newContainer();

    @Nested
    final class OneAnswer extends OneAnswerContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Deadline extends DeadlineContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Retry extends RetryContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class RetryBody extends RetryBodyContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Weather extends WeatherContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Truncation extends TruncationContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Breaker extends BreakerContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Permit extends PermitContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class OuterWork extends OuterWorkContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Correlation extends CorrelationContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class ClientGone extends ClientGoneContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Settings extends SettingsContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Page extends PageContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Transparency extends TransparencyContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }
}
