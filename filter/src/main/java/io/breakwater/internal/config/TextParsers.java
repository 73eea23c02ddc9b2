package io.breakwater.internal.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parsers of texts that have a form of their own. */
final class TextParsers {

    /** The word for no origins. */
    static final String OFF = "off";

    private static final int LONGEST_NAME = 80;

    /** The methods that may be executed twice without harm (RFC 9110, section 9.2.2). */
    private static final List<String> IDEMPOTENT_METHODS = List.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    private static final List<String> OTHER_METHODS = List.of("POST", "PATCH");

    private static final Pattern ORIGIN = Pattern.compile(
            "https?://(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?|https?://\\[[0-9a-f:]+](:[0-9]{1,5})?");

    private TextParsers() {}

    /** Returns a parser of names for people. */
    static Parser<String> name() {
        return words(LONGEST_NAME);
    }

    /** Returns a parser of texts for people, of at most {@code longest} characters. */
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

    /** Returns a parser of telephone numbers as people write them. */
    static Parser<String> phone() {
        return Parser.of("telephone number", "a telephone number, such as +49 30 123456", text -> {
            if (!text.matches("\\+?[0-9][0-9 ()/.-]{1,30}")) {
                throw new IllegalArgumentException("is no telephone number");
            }
            return text;
        });
    }

    /** Returns a parser of lists of language tags, each listed once. */
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

    /** Returns a parser of field names of HTTP (RFC 9110, section 5.1). */
    static Parser<String> headerName() {
        return Parser.of("header name", "a header's name, such as X-Request-ID", text -> {
            if (!isHeaderName(text)) {
                throw new IllegalArgumentException("is no header name: letters, digits and hyphens, at most 64");
            }
            return text;
        });
    }

    /** Returns a parser of names of headers that the filter may set in every request and response. */
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

    /** Returns a parser of lists of the idempotent methods (RFC 9110, section 9.2.2). */
    static Parser<Set<String>> idempotentMethods() {
        return methods(IDEMPOTENT_METHODS);
    }

    /** Returns a parser of lists of the methods that a proxy sees. */
    static Parser<Set<String>> methods() {
        return methods(Stream.of(IDEMPOTENT_METHODS, OTHER_METHODS)
                .flatMap(List::stream)
                .toList());
    }

    private static Parser<Set<String>> methods(List<String> accepted) {
        return Parser.of("list of methods", "a list of " + String.join(", ", accepted), text -> {
            Set<String> methods = new LinkedHashSet<>();
            for (String item : Parser.items(text)) {
                if (!accepted.contains(item)) {
                    throw new IllegalArgumentException(refusal(item, accepted));
                }
                methods.add(item);
            }
            return methods;
        });
    }

    private static String refusal(String method, List<String> accepted) {
        String capitals = method.toUpperCase(Locale.ROOT);
        if (OTHER_METHODS.contains(capitals) && !accepted.contains(capitals)) {
            return "lists " + capitals
                    + ", which may do its work twice when it is sent twice: it is only sent again when it"
                    + " provably never arrived and retry.unsent-methods lists it, or when it bears an Idempotency-Key and"
                    + " retry.idempotency-key is true";
        }
        if (accepted.contains(capitals)) {
            return "lists '" + method + "': methods are written in capitals, " + capitals;
        }
        return "lists '" + method + "', which is not among the methods allowed";
    }

    /** Returns a parser of lists of web origins; the host of an origin may stand for all its subdomains. */
    static Parser<List<String>> origins() {
        return Parser.of(
                "origins",
                OFF + ", or *, or a list of origins such as https://shop.example or https://*.shop.example",
                TextParsers::origins);
    }

    private static List<String> origins(String text) {
        if (text.equals(OFF)) {
            return List.of();
        }
        List<String> origins = Parser.items(text);
        if (origins.contains(PageSettings.Cors.ANY) && origins.size() > 1) {
            throw new IllegalArgumentException("lists * beside others: * alone is every origin");
        }
        for (String origin : origins) {
            if (!origin.equals(PageSettings.Cors.ANY) && !ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException("lists " + origin
                        + ", which is no origin: write scheme, host and port, if it is not the scheme's own, in lower case, and"
                        + " nothing behind them");
            }
        }
        return origins;
    }

    /** Returns a parser of colours, which it converts to lower case. */
    static Parser<String> colour() {
        return Parser.of("colour", "a colour as #rrggbb, such as #0a66c2", text -> {
            if (!text.matches("#[0-9A-Fa-f]{6}")) {
                throw new IllegalArgumentException("is not a # and six hexadecimal digits");
            }
            return text.toLowerCase(Locale.ROOT);
        });
    }

    /** Returns a parser of URIs with one of {@code schemes}. */
    static Parser<URI> link(String... schemes) {
        Set<String> accepted = Set.of(schemes);
        String words = "a URI that begins with " + String.join(": or ", schemes) + ":";
        return Parser.of("URI", words, text -> link(text, accepted));
    }

    /** Returns a parser of web links and of paths of this site. */
    static Parser<URI> target() {
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

    /** Returns a parser of a file's path or a resource of the class path, which need not exist. */
    static Parser<ResourceLocation> location() {
        return Parser.of(
                "location", "a file's path, or classpath: and the path of a resource", ResourceLocation::parse);
    }
}
