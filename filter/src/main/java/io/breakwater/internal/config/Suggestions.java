package io.breakwater.internal.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that a user meant, by edit distance. Case and punctuation do not count, so {@code retry.maxAttempts} is
 * {@code retry.max-attempts}.
 */
public final class Suggestions {

    private static final int SHORTEST_ENDING = 4;
    private static final int SHORTEST_ROUTE_KEY = 3;

    private Suggestions() {}

    /** Returns the full key nearest to {@code typed}, which may lack the prefix; empty when none is near. */
    static Optional<String> key(String typed) {
        List<String> words = List.of(typed.strip().split("\\.", -1));
        if (words.size() > 1 && isNear(words.get(0), "breakwater")) {
            words = words.subList(1, words.size());
        }
        if (words.size() >= SHORTEST_ROUTE_KEY && isNear(words.get(0), "routes")) {
            String name = words.get(1).toLowerCase(Locale.ROOT).replace('_', '-');
            return routeKey(
                    String.join(".", words.subList(2, words.size())), SettingKey.isName(name) ? name : "<name>");
        }
        String key = String.join(".", words);
        return globalKey(key).or(() -> routeKey(key, "<name>"));
    }

    /** Returns the environment variable nearest to {@code typed}, in which dots and hyphens are both underscores. */
    static Optional<String> variable(String typed) {
        String[] words = typed.toLowerCase(Locale.ROOT).split("_", -1);
        if (words.length > SHORTEST_ROUTE_KEY && isNear(words[1], "routes")) {
            // A variable does not show where the route's name ends, so the shortest name that leaves a known key is
            // taken.
            for (int end = SHORTEST_ROUTE_KEY; end < words.length; end++) {
                String name = String.join("-", Arrays.copyOfRange(words, 2, end));
                String key = String.join("-", Arrays.copyOfRange(words, end, words.length));
                Optional<String> found = SettingKey.isName(name) ? routeKey(key, name) : Optional.empty();
                if (found.isPresent()) {
                    return found.map(EnvironmentNames::nameOf);
                }
            }
            return Optional.empty();
        }
        return globalKey(String.join(".", Arrays.copyOfRange(words, 1, words.length)))
                .map(EnvironmentNames::nameOf);
    }

    private static Optional<String> globalKey(String key) {
        return nearest(key, Catalogue.globalKeys()).map(known -> RawEntry.PREFIX + known);
    }

    private static Optional<String> routeKey(String key, String name) {
        return nearest(key, Catalogue.routeKeys()).map(known -> RawEntry.ROUTES + name + "." + known);
    }

    private static boolean isNear(String typed, String word) {
        return distance(typed.toLowerCase(Locale.ROOT), word) <= 2;
    }

    /** Returns the candidate nearest to {@code typed}, the first of several that are equally near; empty when none is near. */
    public static Optional<String> nearest(String typed, Collection<String> candidates) {
        String wanted = lettersAndDigits(typed);
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            String known = lettersAndDigits(candidate);
            int limit = Math.max(2, Math.max(wanted.length(), known.length()) / 3);
            int distance = distanceOfKeys(wanted, known, Math.min(limit, least));
            if (distance <= limit && distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return least == Integer.MAX_VALUE ? Optional.empty() : Optional.of(best);
    }

    /** Returns {@link #distance}, except that a key without its group is near too: max-body for retry.max-body. */
    private static int distanceOfKeys(String wanted, String known, int most) {
        boolean isEnding = wanted.length() >= SHORTEST_ENDING && known.endsWith(wanted);
        // The distance is at least the difference in length, and a line of another program's file may be very long.
        int least = Math.abs(wanted.length() - known.length());
        int distance = least > most ? least : distance(wanted, known);
        return isEnding ? Math.min(distance, 2) : distance;
    }

    private static String lettersAndDigits(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** Returns how many letters must be added, dropped, changed or swapped with a neighbour (Damerau and Levenshtein). */
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
                boolean isSwapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (isSwapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
