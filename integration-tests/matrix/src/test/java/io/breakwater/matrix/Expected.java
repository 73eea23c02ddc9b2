package io.breakwater.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a cell of the matrix may come to. Immutable.
 *
 * @param alternatives {@link Observed#words}, where the number at the end may be a range; more than one where it is a race
 * @param reason the name of the reason why; empty where the rule speaks for itself
 * @param hidden whether the way takes for whole what was cut
 */
record Expected(List<String> alternatives, Optional<String> reason, boolean hidden) {
    private static final Pattern CELL = Pattern.compile("(.*?)(?: \\((hidden: )?([a-z0-9-]+)\\))?");
    private static final Pattern COUNT = Pattern.compile("(.*) x(\\d+)(?:\\.\\.(\\d+))?");

    static Expected parse(String text) {
        Matcher cell = CELL.matcher(text.trim());
        if (!cell.matches()) {
            throw new IllegalArgumentException("not a cell: " + text);
        }
        List<String> alternatives =
                Arrays.stream(cell.group(1).split(" / ", -1)).map(String::trim).toList();
        return new Expected(alternatives, Optional.ofNullable(cell.group(3)), cell.group(2) != null);
    }

    /** Whether the way has no such trouble, as one that does not speak HTTP/2 has none of its. */
    boolean isNotAsked() {
        return alternatives.equals(List.of("-"));
    }

    boolean allows(String words) {
        return alternatives.stream().anyMatch(alternative -> allows(alternative, words));
    }

    private static boolean allows(String alternative, String words) {
        Matcher wanted = count(alternative);
        Matcher seen = count(words);
        int most = Integer.parseInt(Optional.ofNullable(wanted.group(3)).orElse(wanted.group(2)));
        int times = Integer.parseInt(seen.group(2));
        return wanted.group(1).equals(seen.group(1)) && times >= Integer.parseInt(wanted.group(2)) && times <= most;
    }

    private static Matcher count(String text) {
        Matcher count = COUNT.matcher(text);
        if (!count.matches()) {
            throw new IllegalArgumentException("no count at the end: " + text);
        }
        return count;
    }
}
