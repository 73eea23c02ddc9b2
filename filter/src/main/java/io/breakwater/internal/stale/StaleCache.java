package io.breakwater.internal.stale;

import io.breakwater.internal.config.StaleSettings;
import java.time.InstantSource;

/** What the routes of an engine have in common: one store, one bound, one clock. It outlives reloads of the settings. Thread-safe. */
public final class StaleCache {

    /** The part of the bound that copies under way may take: one in so many bytes. */
    static final int COPIES_PART = 8;

    /** What to put among an app's libraries. */
    public static final String JAR = "com.github.ben-manes.caffeine:caffeine";

    private static final String CAFFEINE = "com.github.benmanes.caffeine.cache.Caffeine";

    private final AnswerStore store;
    private final ByteBudget copies;
    private final InstantSource clock;

    StaleCache(AnswerStore store, ByteBudget copies, InstantSource clock) {
        this.store = store;
        this.copies = copies;
        this.clock = clock;
    }

    /**
     * Makes one in a Caffeine cache.
     *
     * @param maxBytes of all that is kept, and of the copies that are made of answers under way
     */
    public static StaleCache create(int maxBytes, InstantSource clock) {
        int copies = maxBytes / COPIES_PART;
        return new StaleCache(new CaffeineStore(maxBytes - copies), new ByteBudget(copies), clock);
    }

    /** Changes the bound of {@link #create}. */
    public void resize(int maxBytes) {
        int part = maxBytes / COPIES_PART;
        copies.resize(part);
        store.resize(maxBytes - part);
    }

    /** Returns whether the library is there that {@link #create} needs. */
    public static boolean isPossible() {
        try {
            Class.forName(CAFFEINE, false, StaleCache.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Returns what a route keeps here and takes out. */
    public StaleAnswers forRoute(StaleSettings settings) {
        return new StaleAnswers(settings, store, copies, clock);
    }

    /** Returns about how many bytes are taken, by copies under way, too. */
    public long bytes() {
        return store.bytes() + copies.taken();
    }
}
