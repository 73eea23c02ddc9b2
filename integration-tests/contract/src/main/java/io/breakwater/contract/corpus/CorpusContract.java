package io.breakwater.contract.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.Promise;
import io.breakwater.contract.VirtualThreadsContract;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.observe.ExchangeReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each program of the corpus does behind the guard, and under its eyes, what it does alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
@Tag(VirtualThreadsContract.LEFT_OUT)
@Promise("Corpus")
public class CorpusContract {
    /** For what a program notes after its answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int LOOKS = 3;
    private static final Duration POLL = Duration.ofMillis(10);

    private Setup alone;
    private Setup guarded;
    private Setup observed;

    /** A container that was not started yet. */
    protected ContainerUnderTest newContainer() {
        return ContainerUnderTest.ofModule();
    }

    /** What is run; some of it rather than all where another contract has programs of its own. */
    protected List<Program> programs() {
        return Corpus.all();
    }

    @BeforeAll
    final void start() {
        List<Program> programs = programs();
        alone = Setup.bare(this::newContainer, programs);
        guarded = Setup.behind(settings().set("breakwater.page.replace", "never"), this::newContainer, programs);
        observed = Setup.behind(settings().set("breakwater.mode", "observe"), this::newContainer, programs);
        // Most of the time they wait: some answers never come to an end.
        for (Setup stage : List.of(alone, guarded, observed)) {
            stage.visitAll(programs);
        }
    }

    /** Programs must not hear of each other through a breaker. */
    private static Breakwater.Builder settings() {
        return Breakwater.builder().set("breakwater.circuit-breaker.enabled", "false");
    }

    @AfterAll
    final void end() {
        for (Setup stage : new Setup[] {alone, guarded, observed}) {
            if (stage != null) {
                stage.close();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void itDoesBehindTheGuardWhatItDoesAlone(Program program) {
        look(program, guarded);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void itDoesUnderTheGuardsEyesWhatItDoesAlone(Program program) {
        look(program, observed);
    }

    private void look(Program program, Setup stage) {
        String container = newContainer().name();
        Optional<String> exception =
                stage == guarded ? program.exceptionOn(container) : program.observedExceptionOn(container);
        if (exception.isEmpty()) {
            compare(program, stage);
        } else {
            assertThat(program.visits())
                    .as("differs no more: %s", exception.get())
                    .anySatisfy(
                            visit -> assertThat(all(program, visit, stage)).isNotEqualTo(all(program, visit, alone)));
        }
    }

    private void compare(Program program, Setup stage) {
        for (RawRequest visit : program.visits()) {
            String id = Setup.id(program, visit);
            String outside = stage.seen(program, visit);
            String expected = alone.seen(program, visit);
            for (int look = 2; look <= LOOKS && !outside.equals(expected); look++) {
                // A busy machine may be slower than a visitor is patient; what differs by itself does so again.
                id = Setup.id(program, visit) + "-look-" + look;
                outside = stage.visit(program, visit, id);
                expected = alone.visit(program, visit, id);
            }
            assertThat(outside).as("%s %s", visit.method(), visit.target()).isEqualTo(expected);
            awaitNotes(stage, id);
            if (!program.mayFail()) {
                assertThat(stage.report(id).flatMap(ExchangeReport::fault)).isEmpty();
            }
        }
    }

    private static String all(Program program, RawRequest visit, Setup stage) {
        return stage.seen(program, visit) + stage.notes(Setup.id(program, visit));
    }

    private void awaitNotes(Setup stage, String id) {
        List<List<String>> last = new ArrayList<>();
        try {
            await().pollInterval(POLL).atMost(PATIENCE).until(() -> {
                last.clear();
                last.add(stage.notes(id));
                last.add(alone.notes(id));
                return last.get(0).equals(last.get(1));
            });
        } catch (ConditionTimeoutException e) {
            assertThat(last.get(0)).as("what the program notes").isEqualTo(last.get(1));
        }
    }
}
