package io.breakwater.internal.config;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link of the company's own on the page. Immutable.
 *
 * @param words what it says
 * @param target where it leads: an {@code https:} or {@code http:} URI, or a path of this site
 */
public record BrandLink(String words, URI target) {

    private static final int MOST = 6;
    private static final int LONGEST = 40;

    /**
     * Reads {@code Imprint=/imprint, Privacy=https://shop.example/privacy}.
     *
     * @throws IllegalArgumentException when it is no such list; the message goes on after "the value …"
     */
    public static List<BrandLink> list(String text) {
        List<BrandLink> links = Parser.items(text).stream().map(BrandLink::of).toList();
        if (links.size() > MOST) {
            throw new IllegalArgumentException("lists " + links.size() + ", more than " + MOST);
        }
        return links;
    }

    private static BrandLink of(String item) {
        int equals = item.indexOf('=');
        String words = item.substring(0, Math.max(equals, 0)).strip();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("has an item that is not words, an equals sign and where they lead");
        }
        return new BrandLink(
                TextParsers.words(LONGEST).parse(words),
                TextParsers.place().parse(item.substring(equals + 1).strip()));
    }

    // Of our own, because the JDK's (as of 17) keeps the class that it last compared, and the loader of a stopped app
    // with it.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BrandLink that && words.equals(that.words) && target.equals(that.target);
    }

    @Override
    public int hashCode() {
        return 31 * words.hashCode() + target.hashCode();
    }

    /** The settings' reader of such lists. */
    static Parser<List<BrandLink>> parser() {
        return Parser.of(
                        "list of links",
                        "a list of links such as Imprint=/imprint, Privacy=https://shop.example/privacy; at most "
                                + MOST + ", with words of at most " + LONGEST + " characters",
                        BrandLink::list)
                .or(Parser.NONE)
                .as(links -> links.orElse(List.of()));
    }
}
