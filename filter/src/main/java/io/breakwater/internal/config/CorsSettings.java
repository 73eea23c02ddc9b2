package io.breakwater.internal.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which scripts of other origins may read the answers that the guard gives itself, by the CORS protocol (WHATWG Fetch, section
 * 3.2). Immutable.
 *
 * @param origins the origins, in lower case, such as {@code https://shop.example} or {@code https://*.shop.example}; {@value
 *     #ANY} alone for all; empty where nothing is added to what the app says itself
 * @param credentials whether they may with the visitor's cookies
 */
public record CorsSettings(List<String> origins, boolean credentials) {

    /** Stands for every origin. */
    public static final String ANY = "*";

    /** Nothing is added. */
    public static final CorsSettings OFF = new CorsSettings(List.of(), false);

    private static final String BELOW = "://*.";

    public CorsSettings {
        origins = List.copyOf(origins);
    }

    // Of our own, as in PageSettings.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CorsSettings that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(origins, credentials);
    }

    /** Whether every origin may. */
    public boolean isForAny() {
        return origins.contains(ANY);
    }

    /** Whether that origin may, as a request's {@code Origin} has it. */
    public boolean allows(String origin) {
        if (isForAny()) {
            return true;
        }
        String asked = origin.toLowerCase(Locale.ROOT);
        for (String allowed : origins) {
            if (allowed.equals(asked) || isBelow(allowed, asked)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBelow(String allowed, String asked) {
        int star = allowed.indexOf(BELOW);
        if (star < 0) {
            return false;
        }
        String begin = allowed.substring(0, star) + "://";
        String end = allowed.substring(star + BELOW.length() - 1);
        return asked.length() > begin.length() + end.length() && asked.startsWith(begin) && asked.endsWith(end);
    }
}
