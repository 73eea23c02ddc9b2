package io.breakwater.contract;

import org.junit.jupiter.api.Nested;

/** All that the guard promises to asynchronous apps, for a container to be put to. */
public abstract class AsyncContracts {
    /** A container that was not started yet. */
    protected abstract ContainerUnderTest newContainer();

    @Nested
    final class Outcome extends AsyncOutcomeContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class DeadlineApi extends DeadlineApiContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class Retry extends AsyncRetryContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class SecondReading extends SecondReadingContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }

        @Override
        protected boolean isAsync() {
            return true;
        }
    }

    @Nested
    final class Deadline extends AsyncDeadlineContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class NonBlocking extends NonBlockingContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class Observe extends AsyncObserveContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class Transparency extends AsyncTransparencyContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class Downstream extends AsyncDownstreamContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class OuterFailure extends OuterFailureContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class TrialPermit extends TrialPermitContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }

        @Override
        protected boolean isAsync() {
            return true;
        }
    }

    @Nested
    final class StaleVote extends StaleVoteContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }

        @Override
        protected boolean isAsync() {
            return true;
        }
    }

    @Nested
    final class TruncatedValue extends TruncatedValueContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }

        @Override
        protected boolean isAsync() {
            return true;
        }
    }

    @Nested
    final class CrossedError extends CrossedErrorContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class NegativeStatus extends NegativeStatusContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }

        @Override
        protected boolean isAsync() {
            return true;
        }
    }

    @Nested
    final class ToldFailure extends ToldFailureContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }

        @Override
        protected boolean isAsync() {
            return true;
        }
    }

    @Nested
    final class AsyncDispatch extends AsyncDispatchContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class ClientTime extends ClientTimeContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }

        @Override
        protected boolean isAsync() {
            return true;
        }
    }

    @Nested
    final class ClientFault extends ClientFaultContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }

        @Override
        protected boolean isAsync() {
            return true;
        }
    }

    @Nested
    final class DeadlineHolds extends DeadlineHoldsContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }

        @Override
        protected boolean isAsync() {
            return true;
        }
    }

    @Nested
    final class Places extends PlacesContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }

        @Override
        protected boolean isAsync() {
            return true;
        }
    }

    @Nested
    final class LateStart extends LateStartContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class RacedTimeout extends RacedTimeoutContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class LongPoll extends LongPollContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class OwnTimeout extends OwnTimeoutContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class UnansweredPoll extends UnansweredPollContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class UnmappedAsync extends UnmappedAsyncContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }
    }

    @Nested
    final class HeadOfFailure extends HeadOfFailureContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return AsyncContracts.this.newContainer();
        }

        @Override
        protected boolean isAsync() {
            return true;
        }
    }
}
