package io.breakwater.operations.recent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an exception and its causes as text, so that nothing holds the exception. Stateless and thread-safe. */
final class Causes {

    /** Of a longer chain the outermost and, last, the root are kept. */
    static final int MOST = 6;

    private static final int LONGEST_CHAIN = 50;

    private Causes() {}

    /** Returns the chain of an exception, the outermost first, at most {@value #MOST} of it. */
    static List<ThrownRecord> of(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        Throwable next = thrown;
        while (next != null && chain.size() < LONGEST_CHAIN && !contains(chain, next)) {
            chain.add(next);
            next = causeOf(next);
        }
        List<ThrownRecord> records = new ArrayList<>(Math.min(MOST, chain.size()));
        for (int i = 0; i < chain.size(); i++) {
            if (i < MOST - 1 || i == chain.size() - 1) {
                records.add(record(chain.get(i)));
            }
        }
        return records;
    }

    private static boolean contains(List<Throwable> chain, Throwable thrown) {
        return chain.stream().anyMatch(known -> known == thrown);
    }

    private static ThrownRecord record(Throwable thrown) {
        return new ThrownRecord(
                SafeText.line(thrown.getClass().getName(), ThrownRecord.LONGEST_TYPE),
                SafeText.message(messageOf(thrown), ThrownRecord.LONGEST_MESSAGE));
    }

    /** An exception may be anybody's class, whose methods may throw as well. */
    private static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    private static String messageOf(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException | StackOverflowError e) {
            return "(its message cannot be read: " + e.getClass().getName() + ")";
        }
    }
}
