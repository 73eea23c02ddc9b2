package io.breakwater.internal.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the page that a visitor sees. Immutable.
 *
 * @param template the location of the HTML template, {@code classpath:…} or a file's path; empty for the built-in template
 * @param statusTemplates the templates of single statuses, which take precedence over {@code template}
 * @param reload whether templates are reloaded when they have changed; for development
 * @param theme how the built-in page looks
 * @param languages tags of the languages of the page (BCP 47), {@value #ALL_LANGUAGES} standing for every built-in language;
 *     the first is for visitors who accept none of them
 * @param replace when a failing response that the app wrote itself is replaced
 * @param details whether the cause is shown on the page and in {@code Proxy-Status}; never in production
 * @param cors which scripts of other origins may read the error responses
 * @param brand the name, colours and links on the page
 */
public record PageSettings(
        Optional<String> template,
        Map<Integer, String> statusTemplates,
        boolean reload,
        Theme theme,
        List<String> languages,
        Replace replace,
        boolean details,
        Cors cors,
        Brand brand) {

    /** Stands for every built-in language, of which English is the first. */
    public static final String ALL_LANGUAGES = "all";

    /** The defaults. */
    public static final PageSettings DEFAULT = new PageSettings(
            Optional.empty(),
            Map.of(),
            false,
            Theme.HARBOUR,
            List.of(ALL_LANGUAGES),
            Replace.BROWSERS,
            false,
            Cors.OFF,
            Brand.NONE);

    public PageSettings {
        statusTemplates = Map.copyOf(statusTemplates);
        languages = List.copyOf(languages);
    }

    // Of our own, because the JDK's (as of 17) keeps the class that it last compared, and the loader of a stopped app
    // with it.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PageSettings that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(template, statusTemplates, reload, theme, languages, replace, details, cors, brand);
    }

    /** The themes of the built-in page. Each has a light and a dark scheme. */
    public enum Theme {
        /** A sheet above still water. */
        HARBOUR,
        /** Black on white, large letters, nothing else. */
        PLAIN,
        /** Evening light, soft and round. */
        DUSK,
        /** A letter on cream paper, with serifs. */
        PAPER
    }

    /** When the page replaces the body of a 502, 503 or 504 that the app or its downstream wrote. */
    public enum Replace {
        /** For browsers: an API client gets the original body, unless that is empty. */
        BROWSERS,
        /** Only when the body is empty. */
        EMPTY,
        /** For every client. */
        ALWAYS,
        /** For no client. */
        NEVER
    }

    /**
     * Which scripts of other origins may read the error responses of the filter, by the CORS protocol (WHATWG Fetch, section
     * 3.2). Immutable.
     *
     * @param origins the origins, in lower case, such as {@code https://shop.example} or {@code https://*.shop.example};
     *     {@value #ANY} alone for all; empty to add no CORS headers
     * @param credentials whether the scripts may send the visitor's cookies
     */
    public record Cors(List<String> origins, boolean credentials) {

        /** Stands for every origin. */
        public static final String ANY = "*";

        /** Adds no CORS headers. */
        public static final Cors OFF = new Cors(List.of(), false);

        private static final String BELOW = "://*.";

        public Cors {
            origins = List.copyOf(origins);
        }

        // Of our own, as in PageSettings.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Cors that && values().equals(that.values());
        }

        @Override
        public int hashCode() {
            return values().hashCode();
        }

        private List<Object> values() {
            return List.of(origins, credentials);
        }

        /** Returns whether every origin may read the responses. */
        public boolean isForAny() {
            return origins.contains(ANY);
        }

        /** Returns whether {@code origin}, as in a request's {@code Origin} header, may read the responses. */
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
}
