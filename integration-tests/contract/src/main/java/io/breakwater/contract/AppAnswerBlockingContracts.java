package io.breakwater.contract;

import org.junit.jupiter.api.Nested;

/** What the guard promises of an answer that is made of the app's, its container's and other filters' work; one part of all. */
abstract class AppAnswerBlockingContracts {
    /** A container that was not started yet. */
    protected abstract ContainerUnderTest newContainer();

    @Nested
    final class LateCalls extends LateCallsContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class LateOuterWork extends LateOuterWorkContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class LazyOuterWork extends LazyOuterWorkContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class OtherWriters extends OtherWritersContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class SecondReading extends SecondReadingContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class ServletApi extends ServletApiContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Trailers extends TrailersContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Unrepeatable extends UnrepeatableContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class WriterOfGoneClient extends WriterOfGoneClientContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class TruncatedValue extends TruncatedValueContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class NegativeStatus extends NegativeStatusContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class ToldFailure extends ToldFailureContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Swallowed extends SwallowedContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class HeadOfFailure extends HeadOfFailureContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AppAnswerBlockingContracts.this.newContainer();
        }
    }
}
