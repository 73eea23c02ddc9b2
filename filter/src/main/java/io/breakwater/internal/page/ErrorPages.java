package io.breakwater.internal.page;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.PageSettings;
import io.breakwater.internal.fault.RetryAfterHeader;
import io.breakwater.internal.util.HttpDate;
import io.breakwater.page.Page;
import io.breakwater.page.PageFormat;
import io.breakwater.page.PageModel;
import io.breakwater.page.RenderedPage;
import io.breakwater.page.TemplateException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns a {@link PageModel} into a complete response, whatever fails: when the user's page fails, the built-in page is
 * served; when that fails, a bare status. Create one for each {@link PageSettings}, at the start.
 *
 * <p>Thread-safe.
 */
public final class ErrorPages {

    private static final Map.Entry<String, String> VARY = Map.entry("Vary", Negotiation.VARY);
    private static final Map.Entry<String, String> NO_STORE = Map.entry("Cache-Control", "no-store");
    private static final Map.Entry<String, String> NO_INDEX = Map.entry("X-Robots-Tag", "noindex");
    private static final Map.Entry<String, String> NO_SNIFF = Map.entry("X-Content-Type-Options", "nosniff");

    /** The page links to support and status pages of other sites, which must not receive the requested path. */
    private static final Map.Entry<String, String> REFERRER = Map.entry("Referrer-Policy", "same-origin");

    private static final byte[] EMPTY = {};

    private final String correlationHeader;
    private final ProxyStatus proxyStatus;
    private final CorsHeaders cors;
    private final Languages languages;

    /** The pages to try, in order. */
    private final List<Candidate> candidates;

    private ErrorPages(
            PageSettings settings, String correlationHeader, Languages languages, List<Candidate> candidates) {
        this.correlationHeader = correlationHeader;
        this.proxyStatus = new ProxyStatus(settings.details());
        this.cors = new CorsHeaders(settings.cors(), correlationHeader);
        this.languages = languages;
        this.candidates = candidates;
    }

    /**
     * Returns the error pages of the built-in page, or of the templates in the settings.
     *
     * @param correlationHeader the name of the response header for the correlation id
     * @throws TemplateException when a template is missing or faulty
     * @throws IllegalArgumentException when the brand holds a colour or a link that must not get on a page, or there are no
     *     words for a language
     */
    public static ErrorPages of(PageSettings settings, String correlationHeader) {
        return of(settings, correlationHeader, new LoggedPageFailures());
    }

    /** Returns the same, and tells {@code failures} of pages that fail. */
    public static ErrorPages of(PageSettings settings, String correlationHeader, PageFailures failures) {
        Languages languages = Languages.of(settings.languages());
        Palette palette = palette(settings);
        StandardPage builtIn = StandardPage.builtIn(settings, palette, languages);
        boolean own =
                settings.template().isPresent() || !settings.statusTemplates().isEmpty();
        List<Candidate> candidates = own
                ? List.of(
                        new Candidate(
                                StandardPage.ofTemplates(settings, palette, languages, builtIn, failures), failures),
                        new Candidate(builtIn, failures))
                : List.of(new Candidate(builtIn, failures));
        return new ErrorPages(settings, correlationHeader, languages, candidates);
    }

    /**
     * Returns the error pages of the user's own page; the templates in the settings are ignored.
     *
     * @param correlationHeader the name of the response header for the correlation id
     * @throws IllegalArgumentException when the brand holds a colour or a link that must not get on a page, or there are no
     *     words for a language
     */
    public static ErrorPages of(PageSettings settings, String correlationHeader, Page page) {
        Languages languages = Languages.of(settings.languages());
        StandardPage builtIn = StandardPage.builtIn(settings, palette(settings), languages);
        PageFailures failures = new LoggedPageFailures();
        return new ErrorPages(
                settings,
                correlationHeader,
                languages,
                List.of(new Candidate(page, failures), new Candidate(builtIn, failures)));
    }

    private static Palette palette(PageSettings settings) {
        return new Palette(settings.brand(), ThemeColours.of(settings.theme()));
    }

    /**
     * Returns the response for a request.
     *
     * @param requestHeader returns the value of a request header by name, null when the request has none; called at once,
     *     not kept
     * @return the response, without a content length; for HEAD, the caller sends the length of the body, not the body
     */
    public ErrorResponse response(PageModel model, Function<String, @Nullable String> requestHeader) {
        ErrorResponse response = response(
                model, Negotiation.format(requestHeader), languages.choose(requestHeader.apply("Accept-Language")));
        return cors.addTo(response, requestHeader.apply("Origin"));
    }

    /** Returns the response in a format that was negotiated before, in the first language of the page. */
    public ErrorResponse response(PageModel model, PageFormat format) {
        return response(model, format, languages.first());
    }

    /** Returns the tags of the languages that the pages are in, the first being for visitors who accept none of them. */
    public List<String> languages() {
        return languages.tags();
    }

    /** Returns the words for an answer that was kept, in the language that {@code acceptLanguage} prefers. */
    public AgeNotice ageNotice(Instant since, @Nullable String acceptLanguage) {
        LocalizedMessages localized = languages.choose(acceptLanguage);
        Messages messages = localized.messages();
        return new AgeNotice(
                messages.tag(),
                FixedVariables.isRightToLeft(messages),
                messages.text("stale.asOf"),
                localized.moment(since).iso(),
                localized.briefly(since));
    }

    private ErrorResponse response(PageModel model, PageFormat format, LocalizedMessages localized) {
        if (format == PageFormat.EVENTS) {
            return events(model);
        }
        if (format != PageFormat.NONE) {
            for (Candidate candidate : candidates) {
                Optional<ErrorResponse> response = attempt(candidate, model, format, localized.messages());
                if (response.isPresent()) {
                    return response.get();
                }
            }
        }
        return bare(model);
    }

    @SuppressWarnings(
            "CatchingUnchecked") // a page is the user's code, and exceptions of Kotlin or of a template may be checked
    private Optional<ErrorResponse> attempt(
            Candidate candidate, PageModel model, PageFormat format, Messages messages) {
        try {
            RenderedPage rendered = candidate.page().render(model, format, messages.locale());
            Optional<String> language =
                    candidate.tellsLanguage(model, format) ? Optional.of(messages.tag()) : Optional.empty();
            return Optional.of(compose(model, rendered, language, format));
        } catch (Throwable failure) {
            if (isFatal(failure)) {
                throw failure;
            }
            candidate.report(failure, model);
            return Optional.empty();
        }
    }

    /**
     * Returns whether another page would fail, too: out of memory, or a stopped thread. A stack that overflowed is free
     * again.
     */
    private static boolean isFatal(Throwable failure) {
        if (failure instanceof StackOverflowError) {
            return false;
        }
        // By name, because the class is to be removed from Java.
        return failure instanceof VirtualMachineError
                || failure.getClass().getName().equals("java.lang.ThreadDeath");
    }

    private ErrorResponse compose(
            PageModel model, RenderedPage rendered, Optional<String> language, PageFormat format) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(12);
        headers.add(Map.entry("Content-Type", Escape.header(rendered.contentType())));
        addCommon(headers, model);
        rendered.contentSecurityPolicy()
                .ifPresent(policy -> headers.add(Map.entry("Content-Security-Policy", Escape.header(policy))));
        language.ifPresent(tag -> headers.add(Map.entry("Content-Language", tag)));
        if (format == PageFormat.HTML) {
            headers.add(REFERRER);
        }
        return new ErrorResponse(format, model.status(), headers, rendered.body());
    }

    /**
     * Returns a stream with a comment, which no script sees but tools for the network do; then the stream ends, and the
     * browser does not reconnect.
     */
    private ErrorResponse events(PageModel model) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(9);
        headers.add(Map.entry("Content-Type", "text/event-stream"));
        addCommon(headers, model);
        String comment = ": " + model.fault().map(Fault::token).orElse("maintenance") + " "
                + Escape.header(model.correlationId()) + "\n\n";
        return new ErrorResponse(PageFormat.EVENTS, model.status(), headers, comment.getBytes(StandardCharsets.UTF_8));
    }

    private ErrorResponse bare(PageModel model) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(8);
        addCommon(headers, model);
        return new ErrorResponse(PageFormat.NONE, model.status(), headers, EMPTY);
    }

    private void addCommon(List<Map.Entry<String, String>> headers, PageModel model) {
        headers.add(Map.entry(correlationHeader, Escape.header(model.correlationId())));
        retryAfter(model).ifPresent(after -> headers.add(Map.entry(RetryAfterHeader.NAME, after)));
        if (model.maintenance().isEmpty()) {
            // No error of RFC 9209, section 2.3 is a planned break: nothing has failed.
            headers.add(Map.entry("Proxy-Status", proxyStatus.value(model)));
        }
        headers.add(NO_STORE);
        headers.add(VARY);
        headers.add(NO_INDEX);
        headers.add(NO_SNIFF);
    }

    /** As a date where a planned break has an end: that is known to the second, however long the answer is under way. */
    private static Optional<String> retryAfter(PageModel model) {
        return model.maintenance()
                .flatMap(PageModel.Maintenance::until)
                .map(ErrorPages::date)
                .or(() -> model.retryAfter().map(RetryAfterHeader::seconds).map(String::valueOf));
    }

    /** Rounded up, as the seconds are: a client that comes too early is turned away again. */
    private static String date(Instant end) {
        Instant second = end.truncatedTo(ChronoUnit.SECONDS);
        return HttpDate.format(second.equals(end) ? second : second.plusSeconds(1));
    }

    /** A page that may be tried. */
    private record Candidate(Page page, PageFailures failures, AtomicBoolean reported) {

        Candidate(Page page, PageFailures failures) {
            this(page, failures, new AtomicBoolean());
        }

        /** Returns whether the language of the page is known; that of a user's own page is not. */
        boolean tellsLanguage(PageModel model, PageFormat format) {
            return page instanceof StandardPage standard && standard.tellsLanguage(model, format);
        }

        /** Tells of a failure once, because a page that fails does so for every visitor. */
        void report(Throwable failure, PageModel model) {
            if (page instanceof StandardPage && failure instanceof TemplateException) {
                // Told by the template that is read again and again, once for each reason.
                return;
            }
            if (reported.compareAndSet(false, true)) {
                failures.failed(page, model, failure);
            }
        }
    }
}
