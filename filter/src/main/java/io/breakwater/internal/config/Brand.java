package io.breakwater.internal.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What makes the page the company's own. Immutable.
 *
 * @param name the site's name as its visitors know it; empty to call it "this site"
 * @param logo the logo as a {@code data:} URI, read at the start
 * @param accent the colour of links and buttons, {@code #rrggbb}; empty for the theme's
 * @param background the colour around the page's sheet in the light, {@code #rrggbb}; empty for the theme's
 * @param support where to get help: an {@code https:}, {@code http:}, {@code mailto:} or {@code tel:} URI
 * @param phone a number to call, as people write it
 * @param statusPage the public status page: an {@code https:} or {@code http:} URI
 * @param home where the site starts: an {@code https:} or {@code http:} URI, or a path of this site
 * @param links more links, for the last line
 * @param sentence a sentence of the company's own, below ours
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

    /** No brand: the page as it comes. */
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
     * A link of the company's own on the page. Immutable.
     *
     * @param words what it says
     * @param target where it leads: an {@code https:} or {@code http:} URI, or a path of this site
     */
    public record Link(String words, URI target) {

        private static final int MOST = 6;
        private static final int LONGEST = 40;

        /**
         * Reads {@code Imprint=/imprint, Privacy=https://shop.example/privacy}.
         *
         * @throws IllegalArgumentException when it is no such list; the message goes on after "the value …"
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

        /** The settings' reader of such lists. */
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
