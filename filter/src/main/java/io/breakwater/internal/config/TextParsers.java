package io.breakwater.internal.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Readers of the values that are texts with a form of their own. */
final class TextParsers {

    private static final int LONGEST_NAME = 80;

    private TextParsers() {}

    /** A name for people to read. */
    static Parser<String> name() {
        return words(LONGEST_NAME);
    }

    /** A text for people to read. */
    static Parser<String> words(int longest) {
        return Parser.of("text", "a text of at most " + longest + " characters", text -> {
            if (text.length() > longest) {
                throw new IllegalArgumentException("is longer than " + longest + " characters");
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("has a control character in it");
            }
            return text;
        });
    }

    /** A telephone number as people write it. */
    static Parser<String> phone() {
        return Parser.of("telephone number", "a telephone number, such as +49 30 123456", text -> {
            if (!text.matches("\\+?[0-9][0-9 ()/.-]{1,30}")) {
                throw new IllegalArgumentException("is no telephone number");
            }
            return text;
        });
    }

    /** Tags of languages, each once. */
    static Parser<List<String>> languages() {
        return Parser.of(
                "list of languages",
                PageSettings.ALL_LANGUAGES + ", or a list of language tags such as de, en, zh-Hant; the first is for"
                        + " visitors who speak none of them",
                text -> {
                    List<String> tags = Parser.items(text);
                    for (String tag : tags) {
                        boolean all = tag.equals(PageSettings.ALL_LANGUAGES);
                        if (!all && !tag.matches("[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")) {
                            throw new IllegalArgumentException("lists " + tag + ", which is no language tag");
                        }
                    }
                    if (new HashSet<>(tags).size() < tags.size()) {
                        throw new IllegalArgumentException("lists a language twice");
                    }
                    return tags;
                });
    }

    /** A field name of HTTP (RFC 9110, section 5.1). */
    static Parser<String> headerName() {
        return Parser.of("header name", "a header's name, such as X-Request-ID", text -> {
            if (!isHeaderName(text)) {
                throw new IllegalArgumentException("is no header name: letters, digits and hyphens, at most 64");
            }
            return text;
        });
    }

    /** The same for a header that we may set in every request and response. */
    static Parser<String> ownHeaderName() {
        return Parser.of("header name", "a header's name that HTTP has no use for, such as X-Request-ID", text -> {
            String name = headerName().parse(text);
            if (ReservedHeaders.include(name)) {
                throw new IllegalArgumentException(
                        "is a header by which HTTP, browsers or proxies already say something"
                                + " else: an ID in it would break requests or answers");
            }
            return name;
        });
    }

    static boolean isHeaderName(String text) {
        return text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");
    }

    /** A colour in lower case. */
    static Parser<String> colour() {
        return Parser.of("colour", "a colour as #rrggbb, such as #0a66c2", text -> {
            if (!text.matches("#[0-9A-Fa-f]{6}")) {
                throw new IllegalArgumentException("is not a # and six hexadecimal digits");
            }
            return text.toLowerCase(Locale.ROOT);
        });
    }

    /** A link with one of these schemes. */
    static Parser<URI> link(String... schemes) {
        Set<String> accepted = Set.of(schemes);
        String words = "a URI that begins with " + String.join(": or ", schemes) + ":";
        return Parser.of("URI", words, text -> link(text, accepted));
    }

    /** A link into the web, or a path of this site. */
    static Parser<URI> place() {
        Parser<URI> web = link("https", "http");
        return Parser.of(web.type(), web.allowed() + ", or a path that begins with /", text -> {
            if (!text.startsWith("/") || text.startsWith("//")) {
                return web.parse(text);
            }
            try {
                return new URI(text);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("is not a path: " + e.getReason(), e);
            }
        });
    }

    private static URI link(String text, Set<String> accepted) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URI: " + e.getReason(), e);
        }
        String scheme = uri.getScheme();
        if (scheme == null || !accepted.contains(scheme.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    scheme == null
                            ? "has no scheme before it" + mailHint(text, accepted)
                            : "begins with " + scheme + ":, which is not allowed here");
        }
        boolean web = scheme.toLowerCase(Locale.ROOT).startsWith("http");
        if (web && uri.getHost() == null) {
            throw new IllegalArgumentException("has no host name");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("has a user name in it, which does not belong where people can see it");
        }
        return uri;
    }

    private static String mailHint(String text, Set<String> accepted) {
        boolean mail = accepted.contains("mailto") && text.matches("[^@/\\s]+@[^@/\\s]+");
        return mail ? ": mailto: goes before an address for mail" : "";
    }

    /** An alias or a URL for a downstream. */
    static Parser<String> downstream() {
        return Parser.of(
                "alias or URL",
                "an alias of letters, digits, dots, hyphens and underscores, or an http(s) URL",
                text -> {
                    if (text.contains(":")) {
                        return link(text, Set.of("http", "https")).toString();
                    }
                    if (!text.matches("[0-9A-Za-z._-]{1,64}")) {
                        throw new IllegalArgumentException("is neither an alias nor a URL");
                    }
                    return text;
                });
    }

    /** A file's path or a place on the class path; whether something is there is asked later. */
    static Parser<ResourceLocation> location() {
        return Parser.of(
                "location", "a file's path, or classpath: and the path of a resource", ResourceLocation::parse);
    }
}
