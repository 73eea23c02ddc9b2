package io.breakwater.internal.page;

import io.breakwater.internal.page.MediaRanges.Range;
import io.breakwater.page.PageFormat;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the format of the page for a client. Reads {@code Sec-Fetch-Dest} (Fetch Metadata), {@code Accept} (RFC 9110,
 * section 12.5.1: weights and specificity count, order does not), {@code X-Requested-With} and the request's {@code
 * Content-Type}. Takes bounded time and throws no exception for any input.
 *
 * <p>Stateless and thread-safe.
 */
public final class Negotiation {

    /** The value of {@code Vary}: the request headers read here and by {@link Languages}. */
    static final String VARY = "Accept, Accept-Language, Content-Type, Sec-Fetch-Dest, X-Requested-With";

    private static final Set<String> SHOWN_TO_A_PERSON = Set.of("document", "iframe", "frame", "fencedframe");

    private static final Set<String> NOT_SHOWN = Set.of(
            "audio",
            "audioworklet",
            "font",
            "image",
            "manifest",
            "paintworklet",
            "report",
            "script",
            "serviceworker",
            "sharedworker",
            "style",
            "track",
            "video",
            "worker",
            "xslt");

    private static final Set<String> ASSET_TYPES = Set.of("image", "audio", "video", "font");

    private static final Set<String> ASSET_SUBTYPES = Set.of("css", "javascript", "ecmascript");

    private Negotiation() {}

    /**
     * Returns the format of the page for a request.
     *
     * @param header returns the value of a request header by name, null when the request has none, and several lines joined
     *     by commas; called at once, not kept
     */
    public static PageFormat format(Function<String, @Nullable String> header) {
        String destination = lower(header.apply("Sec-Fetch-Dest"));
        if (SHOWN_TO_A_PERSON.contains(destination)) {
            return PageFormat.HTML;
        }
        if (NOT_SHOWN.contains(destination)
                || lower(header.apply("Content-Type")).startsWith("application/grpc")) {
            return PageFormat.NONE;
        }
        // Only this value, because Android's WebView sends the app's name for pages that people see.
        boolean scripted = destination.equals("empty")
                || lower(header.apply("X-Requested-With")).equals("xmlhttprequest");
        return byAccept(MediaRanges.parse(header.apply("Accept")), scripted);
    }

    /** Returns whether a person will read the response in a browser. */
    public static boolean isPerson(Function<String, @Nullable String> header) {
        return format(header) == PageFormat.HTML;
    }

    private static PageFormat byAccept(MediaRanges accept, boolean scripted) {
        List<Offer> offers = List.of(
                offer(PageFormat.JSON, accept, Negotiation::isJson, "application"),
                offer(PageFormat.HTML, accept, Negotiation::isHtml, "text"),
                offer(PageFormat.TEXT, accept, range -> is(range, "text", "plain"), "text"));
        Offer best = Collections.max(offers, Offer.PREFERENCE);
        if (best.specificity() < 2 && accept.ranges().stream().anyMatch(range -> isEvents(range, best.quality()))) {
            return PageFormat.EVENTS;
        }
        if (best.quality() == 0) {
            return PageFormat.NONE;
        }
        if (best.specificity() == 0 && prefersAsset(accept, best.quality())) {
            return PageFormat.NONE;
        }
        // A client that wants HTML names it, and a script reads the response of fetch: so when the best formats tie,
        // scripts get JSON; other clients get HTML if named, then JSON if named, then text.
        List<PageFormat> order = best.specificity() == 2
                ? scripted
                        ? List.of(PageFormat.JSON, PageFormat.HTML, PageFormat.TEXT)
                        : List.of(PageFormat.HTML, PageFormat.JSON, PageFormat.TEXT)
                : scripted
                        ? List.of(PageFormat.JSON, PageFormat.TEXT, PageFormat.HTML)
                        : List.of(PageFormat.TEXT, PageFormat.JSON, PageFormat.HTML);
        PageFormat preferred = best.format();
        for (Offer offer : offers) {
            boolean ties = Offer.PREFERENCE.compare(offer, best) == 0;
            if (ties && order.indexOf(offer.format()) < order.indexOf(preferred)) {
                preferred = offer.format();
            }
        }
        return preferred;
    }

    /** Returns how well a format matches, by the most specific range that covers it. */
    private static Offer offer(PageFormat format, MediaRanges accept, Predicate<Range> named, String type) {
        int quality = 0;
        int specificity = 0;
        for (Range range : accept.ranges()) {
            int its = range.specificity();
            boolean covers = its == 0 || (its == 1 ? range.type().equals(type) : named.test(range));
            if (covers && (its > specificity || (its == specificity && range.quality() > quality))) {
                quality = range.quality();
                specificity = its;
            }
        }
        return new Offer(format, quality, specificity);
    }

    /**
     * Returns whether the client prefers an image, stylesheet or the like and accepts anything else with a lower weight,
     * such as {@code image/*,*}{@code /*;q=0.8}.
     */
    private static boolean prefersAsset(MediaRanges accept, int wildcardQuality) {
        return accept.ranges().stream()
                .anyMatch(range -> range.quality() >= wildcardQuality
                        && (ASSET_TYPES.contains(range.type()) || ASSET_SUBTYPES.contains(range.subtype())));
    }

    private static boolean isEvents(Range range, int otherQuality) {
        return is(range, "text", "event-stream") && range.quality() > 0 && range.quality() >= otherQuality;
    }

    private static boolean isHtml(Range range) {
        return is(range, "text", "html") || is(range, "application", "xhtml+xml");
    }

    private static boolean isJson(Range range) {
        boolean json = range.subtype().equals("json") || range.subtype().endsWith("+json");
        return (json && range.type().equals("application")) || is(range, "text", "json");
    }

    private static boolean is(Range range, String type, String subtype) {
        return range.type().equals(type) && range.subtype().equals(subtype);
    }

    private static String lower(@Nullable String value) {
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }

    private record Offer(PageFormat format, int quality, int specificity) {

        static final Comparator<Offer> PREFERENCE =
                Comparator.comparingInt(Offer::quality).thenComparingInt(Offer::specificity);
    }
}
