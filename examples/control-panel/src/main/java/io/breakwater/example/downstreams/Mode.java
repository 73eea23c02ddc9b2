package io.breakwater.example.downstreams;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.EveryNth;
import io.breakwater.downstream.Malformed;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import io.breakwater.downstream.Slow;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A position of a downstream's switch. */
public enum Mode {
    HEALTHY("healthy", "Healthy", "Answers at once."),
    REFUSED("refused", "Refused", "Nobody listens at its port."),
    RESET("reset", "Reset", "Takes the request, then hangs up (RST)."),
    BLACK_HOLE("black-hole", "Black hole", "Takes the request and never answers."),
    SLOW("slow", "Slow", "Answers well, but late."),
    ONE_IN_FIVE("one-in-five", "One in five", "Every fifth request fails by a reset."),
    GARBAGE("garbage", "Garbage", "Answers with what is not HTTP."),
    UNAVAILABLE("503", "503", "Says itself that it is down."),
    CUT_OFF("cut-off", "Cut off", "Ends its answer in mid-body.");

    /** How late a slow answer is: long for a person, and within every route's deadline. */
    public static final Duration LATE = Duration.ofMillis(800);

    /** What the downstream says in the body of its own 503. */
    public static final String OWN_WORDS = "stocktaking until noon";

    private final String id;
    private final String label;
    private final String hint;

    Mode(String id, String label, String hint) {
        this.id = id;
        this.label = label;
        this.hint = hint;
    }

    private static Behaviour unavailable() {
        return Answer.status(503)
                .with("Content-Type", "application/json")
                .with("Retry-After", "7")
                .body(Bytes.utf8("{\"error\": \"" + OWN_WORDS + "\"}\n"));
    }

    /** The mode of that id; empty when there is none. */
    public static Optional<Mode> of(String id) {
        return Stream.of(values()).filter(mode -> mode.id.equals(id)).findFirst();
    }

    /** Its name in JSON. */
    public String id() {
        return id;
    }

    /** Its name for people. */
    public String label() {
        return label;
    }

    /** What the downstream does, in one sentence. */
    public String hint() {
        return hint;
    }

    /** A fresh behaviour: one that counts starts from the beginning. */
    public Behaviour behaviour() {
        return switch (this) {
            case HEALTHY -> new HealthyBehaviour();
            case REFUSED -> new Refuse();
            case RESET -> new Reset();
            case BLACK_HOLE -> new Silence();
            case SLOW -> new Slow(LATE, new HealthyBehaviour());
            case ONE_IN_FIVE -> new EveryNth(5, new Reset(), new HealthyBehaviour());
            case GARBAGE -> Malformed.GARBAGE_STATUS_LINE;
            case UNAVAILABLE -> unavailable();
            case CUT_OFF -> new CutOff();
        };
    }
}
