package io.breakwater.internal.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The brand on the page. Immutable.
 *
 * @param name the site's name for visitors; empty for "this site"
 * @param logo the logo as a {@code data:} URI, read when the filter starts
 * @param accent the colour of links and buttons, {@code #rrggbb}; empty for that of the theme
 * @param background the colour around the page's sheet in the light scheme, {@code #rrggbb}; empty for that of the theme
 * @param support where visitors get help: an {@code https:}, {@code http:}, {@code mailto:} or {@code tel:} URI
 * @param phone a telephone number, as people write it
 * @param statusPage the public status page: an {@code https:} or {@code http:} URI
 * @param home the home page: an {@code https:} or {@code http:} URI, or a path of this site
 * @param links further links, in the last line
 * @param sentence a sentence below the page's own
 * @param footer the last line of the page
 */
public record Brand(
        Optional<String> name,
        Optional<String> logo,
        Optional<String> accent,
        Optional<String> background,
        Optional<URI> support,
        Optional<String> phone,
        Optional<URI> statusPage,
        Optional<URI> home,
        List<Link> links,
        Optional<String> sentence,
        Optional<String> footer) {

    /** No brand. */
    public static final Brand NONE = new Brand(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());

    public Brand {
        links = List.copyOf(links);
    }

    // Of our own, because the JDK's (as of 17) keeps the class that it last compared, and the loader of a stopped app
    // with it.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Brand that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(name, logo, accent, background, support, phone, statusPage, home, links, sentence, footer);
    }

    /**
     * A further link on the page. Immutable.
     *
     * @param words the text of the link
     * @param target the target: an {@code https:} or {@code http:} URI, or a path of this site
     */
    public record Link(String words, URI target) {

        private static final int MOST = 6;
        private static final int LONGEST = 40;

        /**
         * Reads {@code Imprint=/imprint, Privacy=https://shop.example/privacy}.
         *
         * @throws IllegalArgumentException when {@code text} is no such list; the message continues "the value …"
         */
        public static List<Link> list(String text) {
            List<Link> links = Parser.items(text).stream().map(Link::of).toList();
            if (links.size() > MOST) {
                throw new IllegalArgumentException("lists " + links.size() + ", more than " + MOST);
            }
            return links;
        }

        private static Link of(String item) {
            int equals = item.indexOf('=');
            String words = item.substring(0, Math.max(equals, 0)).strip();
            if (words.isEmpty()) {
                throw new IllegalArgumentException("has an item that is not words, an equals sign and where they lead");
            }
            return new Link(
                    TextParsers.words(LONGEST).parse(words),
                    TextParsers.target().parse(item.substring(equals + 1).strip()));
        }

        // Of our own, because the JDK's (as of 17) keeps the class that it last compared, and the loader of a stopped
        // app
        // with it.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Link that && words.equals(that.words) && target.equals(that.target);
        }

        @Override
        public int hashCode() {
            return 31 * words.hashCode() + target.hashCode();
        }

        /** Returns the parser of such lists. */
        static Parser<List<Link>> parser() {
            return Parser.of(
                            "list of links",
                            "a list of links such as Imprint=/imprint, Privacy=https://shop.example/privacy; at most "
                                    + MOST + ", with words of at most " + LONGEST + " characters",
                            Link::list)
                    .or(Parser.NONE)
                    .as(links -> links.orElse(List.of()));
        }
    }
}
