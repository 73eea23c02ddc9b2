package io.breakwater.fleet.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of all that an app has in Redis. Apps and environments do not meet, since each name begins with theirs. Immutable.
 *
 * @param prefix what all of them begin with
 */
public record Names(String prefix) {

    private static final int LONGEST = 80;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1," + LONGEST + "}");

    /**
     * Returns the names of an app.
     *
     * @param environment which of its environments; empty where it has one
     */
    public static Names of(String app, Optional<String> environment) {
        // In braces, so that a cluster keeps all of it in one place.
        return new Names(
                "breakwater:1:{" + app + environment.map(name -> "@" + name).orElse("") + "}:");
    }

    /** Returns whether an app, an environment or a replica may have this name. */
    public static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches();
    }

    static Optional<String> replica(Fields fields, String name) {
        return fields.text(name, LONGEST).filter(Names::isPlain);
    }

    /** Returns the channel. */
    public String channel() {
        return prefix + "events";
    }

    /** Returns the key of the set of replicas. */
    public String replicas() {
        return prefix + "replicas";
    }

    /** Returns the key of a replica's state. */
    public String replica(String name) {
        return prefix + "replica:" + name;
    }

    /** Returns the key of the set of what operators have said. */
    public String words() {
        return prefix + "words";
    }

    /** Returns the key of what an operator has said. */
    public String word(String target) {
        return prefix + "word:" + target;
    }

    /** Returns the key of the lease of a trial. */
    public String trial(String route, Optional<String> handledBy) {
        return prefix + "trial:" + Fields.create().with("route", route).with("handler", handledBy.orElse(""));
    }

    /** Returns the key of the stream of failures. */
    public String failures() {
        return prefix + "failures";
    }
}
