package io.breakwater.internal.pattern;

import java.util.Locale;

/**
 * A host in the conditions of a route. Immutable; equal patterns match the same hosts.
 *
 * @param name the host, in lower case, without a port
 * @param below whether the pattern matches the subdomains of {@code name}, at any depth, rather than {@code name} itself
 */
public record HostPattern(String name, boolean below) {

    /** The greatest length of a host name (RFC 1035, section 2.3.4). */
    private static final int LONGEST = 253;

    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final String WILDCARD = "*.";

    /**
     * Reads {@code shop.example} or {@code *.shop.example}, in any case.
     *
     * @throws IllegalArgumentException when {@code text} is neither; the message says what to write instead
     */
    public static HostPattern parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean below = lower.startsWith(WILDCARD);
        String name = below ? lower.substring(WILDCARD.length()) : lower;
        if (name.matches(".+:\\d*")) {
            throw new IllegalArgumentException("lists " + text + ", which has a port: a route is for all ports");
        }
        if (name.contains("/")) {
            throw new IllegalArgumentException("lists " + text + ", which is more than a host's name");
        }
        if (name.contains("*")) {
            throw new IllegalArgumentException("lists " + text
                    + ", which has a star in another place than before the first dot: write *.shop.example for all"
                    + " hosts below shop.example");
        }
        if (name.chars().anyMatch(c -> c > '~')) {
            throw new IllegalArgumentException(
                    "lists " + text + ", which browsers send in another form: write the one that begins with xn--");
        }
        if (name.length() > LONGEST || !name.matches(LABEL + "(\\." + LABEL + ")*")) {
            throw new IllegalArgumentException("lists " + text + ", which is no host's name");
        }
        return new HostPattern(name, below);
    }

    /** Returns whether a request's host matches, whatever its case. */
    public boolean matches(String host) {
        // A fully qualified name may end with a dot.
        int length = host.endsWith(".") ? host.length() - 1 : host.length();
        int start = length - name.length();
        boolean isLabelStart = below ? start > 1 && host.charAt(start - 1) == '.' : start == 0;
        return isLabelStart && host.regionMatches(true, start, name, 0, name.length());
    }

    /**
     * Returns how specific the pattern is, to be compared: greater for any exact name than for any wildcard, and for a long
     * wildcard than for a short one.
     */
    public int narrowness() {
        return below ? name.length() : LONGEST + 1;
    }

    @Override
    public String toString() {
        return below ? WILDCARD + name : name;
    }
}
