package io.breakwater.operations.diagnosis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One probe's stages as they come in, and its finding once there is one. For one thread. */
final class Attempt {

    private final List<Stage> stages = new ArrayList<>();
    private Optional<Finding> finding = Optional.empty();
    private String detail = "";
    private long startedNanos = System.nanoTime();

    /** Begins to time a stage. */
    void begin() {
        startedNanos = System.nanoTime();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    void ok(Stage.Name name, String said, List<String> facts) {
        stages.add(Stage.ok(name, elapsed(), said, facts));
    }

    void failed(Stage.Name name, String said, List<String> facts) {
        stages.add(Stage.failed(name, elapsed(), said, facts));
    }

    /** Notes what it comes to; the first word stands. */
    void found(Finding what, String more) {
        if (finding.isEmpty()) {
            finding = Optional.of(what);
            detail = more;
        }
    }

    Finding finding() {
        Finding found = finding.orElse(Finding.UNKNOWN);
        return found == Finding.HEALTHY && deadAddress().isPresent() ? Finding.PARTLY_REACHABLE : found;
    }

    String detail() {
        return finding() == Finding.PARTLY_REACHABLE ? deadAddress().orElseThrow() + "." : detail;
    }

    private Optional<String> deadAddress() {
        return stages.stream()
                .filter(stage -> stage.name() == Stage.Name.CONNECT && stage.result() == Stage.Result.FAILED)
                .map(Stage::said)
                .findFirst();
    }

    /** Returns the stages, and for those of these names that were not come to, that they were not. */
    List<Stage> stages(List<Stage.Name> all) {
        List<Stage> whole = new ArrayList<>(stages);
        for (Stage.Name name : all) {
            if (whole.stream().noneMatch(stage -> stage.name() == name)) {
                whole.add(Stage.skipped(name));
            }
        }
        return whole;
    }
}
