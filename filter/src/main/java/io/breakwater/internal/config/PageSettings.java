package io.breakwater.internal.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the visitor sees. Immutable.
 *
 * @param template where the HTML template is, {@code classpath:…} or a file's path; empty for the built-in one
 * @param statusTemplates the templates of single statuses, which win over {@code template}
 * @param reload whether templates are read again when they have changed; for development
 * @param theme how the built-in page looks
 * @param languages tags of the languages the page speaks (BCP 47), {@value #ALL_LANGUAGES} standing for every one that comes
 *     with Breakwater; the first is for visitors who speak none of them
 * @param replace when a failing response that the app wrote itself is replaced
 * @param details whether the cause is shown on the page and in {@code Proxy-Status}; never in production
 * @param cors which scripts of other origins may read our answers
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

    /** Stands for every built-in language, English first. */
    public static final String ALL_LANGUAGES = "all";

    /** What is in force when nothing is said. */
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

    /** The looks of the built-in page. Each is there for light and dark. */
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

    /** When the body of a 502, 503 or 504 that the app or its downstream wrote gives way to our page. */
    public enum Replace {
        /** For people: a browser gets the page, an API client keeps the body, and an empty one is replaced for both. */
        BROWSERS,
        /** Only when there is no body. */
        EMPTY,
        /** For everyone. */
        ALWAYS,
        /** For no one. */
        NEVER
    }

    /**
     * Which scripts of other origins may read the answers that the guard gives itself, by the CORS protocol (WHATWG Fetch, section
     * 3.2). Immutable.
     *
     * @param origins the origins, in lower case, such as {@code https://shop.example} or {@code https://*.shop.example}; {@value
     *     #ANY} alone for all; empty where nothing is added to what the app says itself
     * @param credentials whether they may with the visitor's cookies
     */
    public record Cors(List<String> origins, boolean credentials) {

        /** Stands for every origin. */
        public static final String ANY = "*";

        /** Nothing is added. */
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
}
