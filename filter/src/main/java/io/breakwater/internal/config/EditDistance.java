package io.breakwater.internal.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what somebody meant to write. Case and punctuation do not count, so {@code retry.maxAttempts} is
 * {@code retry.max-attempts}.
 *
 * <p>Internal between rooms: not for use outside Breakwater.
 */
public final class EditDistance {

    private static final int SHORTEST_ENDING = 4;

    private EditDistance() {}

    /** The candidate nearest to {@code typed}, or nothing when none is near. The first of several equals wins. */
    public static Optional<String> of(String typed, Collection<String> candidates) {
        String wanted = squeezed(typed);
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            String known = squeezed(candidate);
            int limit = Math.max(2, Math.max(wanted.length(), known.length()) / 3);
            int distance = distanceOfKeys(wanted, known, Math.min(limit, least));
            if (distance <= limit && distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return least == Integer.MAX_VALUE ? Optional.empty() : Optional.of(best);
    }

    /** As {@link #distance}, but a key without its group's name is near too: max-body for retry.max-body. */
    private static int distanceOfKeys(String wanted, String known, int most) {
        boolean ending = wanted.length() >= SHORTEST_ENDING && known.endsWith(wanted);
        // No text is nearer than the difference in length, and a line of another program's file may be very long.
        int least = Math.abs(wanted.length() - known.length());
        int distance = least > most ? least : distance(wanted, known);
        return ending ? Math.min(distance, 2) : distance;
    }

    private static String squeezed(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** How many letters must be added, dropped, changed or swapped with a neighbour (Damerau and Levenshtein). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
