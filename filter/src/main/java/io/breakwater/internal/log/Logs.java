package io.breakwater.internal.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * Gives loggers: SLF4J's, unless nobody listens to them. A WAR that has the API and no provider would hear of no outage, so there
 * WARNs and incidents go to the journals, of which a filter brings its app's.
 *
 * <p>Thread-safe. Internal between rooms.
 */
public final class Logs {

    /** With this one on the class path somebody has asked for silence. */
    private static final String WANTED_SILENCE = "org.slf4j.nop.NOPServiceProvider";

    private static final boolean SILENT = isSilent();
    private static final Map<Object, Journal> JOURNALS = new ConcurrentHashMap<>();

    private Logs() {}

    private static boolean isSilent() {
        if (!(LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory)) {
            return false;
        }
        try {
            Class.forName(WANTED_SILENCE, false, LoggerFactory.class.getClassLoader());
            return false;
        } catch (ClassNotFoundException e) {
            return true;
        }
    }

    /** The logger of a class. Its name leaves {@code internal} out: the levels that an operator sets outlive a move of the class. */
    public static Logger of(Class<?> owner) {
        return of(nameOf(owner));
    }

    /** The name of the logger of a class. */
    public static String nameOf(Class<?> owner) {
        return owner.getName().replace(".internal.", ".");
    }

    /** The logger of that name. */
    public static Logger of(String name) {
        return SILENT ? new JournalLogger(name, Level.WARN) : LoggerFactory.getLogger(name);
    }

    /** A logger all of whose events are worth a place in a journal. */
    public static Logger ofIncidents(String name) {
        return SILENT ? new JournalLogger(name, Level.INFO) : LoggerFactory.getLogger(name);
    }

    /**
     * Offers a journal for what would be lost.
     *
     * @param owner whose it is, until {@link #withdraw}
     * @return whether it is needed, and the owner's first
     */
    public static boolean offer(Object owner, Journal journal) {
        return SILENT && JOURNALS.putIfAbsent(owner, journal) == null;
    }

    /** The owner's journal is written no more. */
    public static void withdraw(Object owner) {
        JOURNALS.remove(owner);
    }

    static void write(String event, @Nullable Throwable cause) {
        JOURNALS.values().forEach(journal -> journal.write(event, cause));
    }
}
