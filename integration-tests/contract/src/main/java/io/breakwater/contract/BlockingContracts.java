package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.corpus.CorpusContract;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** All that the guard promises to apps that block, for a container to be put to. */
public abstract class BlockingContracts extends AppAnswerBlockingContracts {
    /** For the table of what holds where. */
    @Test
    void theContainerTellsWhereItDeviatesAndWhy() throws IOException {
        ContainerUnderTest container = newContainer();
        Properties told = new Properties();
        told.setProperty("name", container.name());
        container.deviations().forEach((deviation, reason) -> {
            assertThat(reason).isNotBlank();
            told.setProperty(deviation.name(), reason);
        });
        try (Writer out = Files.newBufferedWriter(Path.of("target", "container.properties"))) {
            told.store(out, null);
        }
    }

    @Nested
    final class Corpus extends CorpusContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class ForwardEntry extends ForwardEntryContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class CrossOrigin extends CrossOriginContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class OuterBuffer extends OuterBufferContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

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
    final class LastAttempt extends LastAttemptContract {
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
    final class Weather extends FlakyDownstreamContract {
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
    final class Preflight extends PreflightContract {
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
    final class AfterAWait extends RetryAfterContract {
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
    final class Reload extends ReloadContract {
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

    @Nested
    final class ObservedTransparency extends TransparencyContract {
        @Override
        protected String[] keptOut() {
            return new String[] {"mode=observe"};
        }

        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Observe extends ObserveContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Redeploy extends RedeployContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Chaos extends ChaosContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class HostileClients extends HostileClientsContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class ThirdParty extends ThirdPartyContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Routes extends RoutesContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class OwnCut extends OwnCutContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Downstream extends DownstreamContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class TrialPermit extends TrialPermitContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class StaleVote extends StaleVoteContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class ClientTime extends ClientTimeContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class ClientFault extends ClientFaultContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class DeadlineHolds extends DeadlineHoldsContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class BrokenContent extends BrokenContentContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class Places extends PlacesContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class ReloadedLimits extends ReloadedLimitsContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class HostileException extends HostileExceptionContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class EarlyAnswer extends StreamedEarlyAnswerContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class SlowReaders extends SlowReadersContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class LeftToContainer extends LeftToContainerContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }

    @Nested
    final class ForcedEnd extends ForcedEndContract {
        @Override
        protected ContainerUnderTest newContainer() {
            return BlockingContracts.this.newContainer();
        }
    }
}
