package io.breakwater.internal.page;

import io.breakwater.internal.config.PageSettings;
import io.breakwater.internal.fault.RetryAfterHeader;
import io.breakwater.internal.log.Logs;
import io.breakwater.page.Page;
import io.breakwater.page.PageFormat;
import io.breakwater.page.PageModel;
import io.breakwater.page.RenderedPage;
import io.breakwater.page.TemplateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Turns a {@link PageModel} into a complete response, whatever happens: when the user's page fails, the built-in one is
 * served; when that fails, a bare status. Make one for each set of {@link PageSettings}, at the start.
 *
 * <p>Internal between rooms: not for use outside Breakwater. Thread-safe.
 */
public final class ErrorPages {

    private static final Logger log = Logs.of(ErrorPages.class);

    private static final Map.Entry<String, String> VARY = Map.entry("Vary", Negotiation.VARY);
    private static final Map.Entry<String, String> NO_STORE = Map.entry("Cache-Control", "no-store");
    private static final Map.Entry<String, String> NO_INDEX = Map.entry("X-Robots-Tag", "noindex");
    private static final Map.Entry<String, String> NO_SNIFF = Map.entry("X-Content-Type-Options", "nosniff");

    /** The page links to the support and status pages, which need not learn what path was asked for. */
    private static final Map.Entry<String, String> REFERRER = Map.entry("Referrer-Policy", "same-origin");

    private static final byte[] EMPTY = {};

    private final String correlationHeader;
    private final ProxyStatus proxyStatus;
    private final CorsHeaders cors;
    private final Languages languages;

    /** The pages to try, in this order. */
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
     * Answers with the built-in page, or the templates that the settings name.
     *
     * @param correlationHeader the name of the response header for the correlation id
     * @throws TemplateException when a template is missing or faulty
     * @throws IllegalArgumentException when the brand holds a colour or a link that must not get on a page, or there are no
     *     words for a language
     */
    public static ErrorPages of(PageSettings settings, String correlationHeader) {
        Languages languages = Languages.of(settings.languages());
        Palette palette = palette(settings);
        StandardPage builtIn = StandardPage.builtIn(settings, palette, languages);
        boolean own =
                settings.template().isPresent() || !settings.statusTemplates().isEmpty();
        List<Candidate> candidates = own
                ? List.of(
                        new Candidate(StandardPage.ofTemplates(settings, palette, languages, builtIn)),
                        new Candidate(builtIn))
                : List.of(new Candidate(builtIn));
        return new ErrorPages(settings, correlationHeader, languages, candidates);
    }

    /**
     * Answers with the user's own page; the settings' templates are not looked at.
     *
     * @param correlationHeader the name of the response header for the correlation id
     * @throws IllegalArgumentException when the brand holds a colour or a link that must not get on a page, or there are no
     *     words for a language
     */
    public static ErrorPages of(PageSettings settings, String correlationHeader, Page page) {
        Languages languages = Languages.of(settings.languages());
        StandardPage builtIn = StandardPage.builtIn(settings, palette(settings), languages);
        return new ErrorPages(
                settings, correlationHeader, languages, List.of(new Candidate(page), new Candidate(builtIn)));
    }

    private static Palette palette(PageSettings settings) {
        Palette palette = new Palette(settings.brand(), ThemeColours.of(settings.theme()));
        palette.warnings().forEach(warning -> log.warn("contrast {}", warning));
        return palette;
    }

    /**
     * The answer for a request.
     *
     * @param requestHeader gives a request header's value by name, null when the request has none; asked at once, not kept
     * @return never with a content length; for HEAD the caller sends the length of the body, not the body
     */
    public ErrorResponse answer(PageModel model, Function<String, @Nullable String> requestHeader) {
        ErrorResponse answer = answer(
                model, Negotiation.format(requestHeader), languages.choose(requestHeader.apply("Accept-Language")));
        return cors.addTo(answer, requestHeader.apply("Origin"));
    }

    /** The answer in a form that was negotiated before, in the first of the page's languages. */
    public ErrorResponse answer(PageModel model, PageFormat format) {
        return answer(model, format, languages.first());
    }

    private ErrorResponse answer(PageModel model, PageFormat format, LocalizedMessages localized) {
        if (format == PageFormat.EVENTS) {
            return events(model);
        }
        if (format != PageFormat.NONE) {
            for (Candidate candidate : candidates) {
                Optional<ErrorResponse> answer = attempt(candidate, model, format, localized.messages());
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        }
        return bare(model);
    }

    @SuppressWarnings(
            "CatchingUnchecked") // a page is foreign code, and Kotlin's or a template's exceptions may be checked
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

    /** Out of memory, or a stopped thread: another page would only make it worse. A stack that overflowed is free again. */
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
        return new ErrorResponse(model.status(), headers, rendered.body());
    }

    /** A comment, which no script sees and every log of the network does; then the stream ends, and is not opened again. */
    private ErrorResponse events(PageModel model) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(9);
        headers.add(Map.entry("Content-Type", "text/event-stream"));
        addCommon(headers, model);
        String comment = ": " + model.fault().token() + " " + Escape.header(model.correlationId()) + "\n\n";
        return new ErrorResponse(model.status(), headers, comment.getBytes(StandardCharsets.UTF_8));
    }

    private ErrorResponse bare(PageModel model) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(8);
        addCommon(headers, model);
        return new ErrorResponse(model.status(), headers, EMPTY);
    }

    private void addCommon(List<Map.Entry<String, String>> headers, PageModel model) {
        headers.add(Map.entry(correlationHeader, Escape.header(model.correlationId())));
        model.retryAfter()
                .ifPresent(after ->
                        headers.add(Map.entry(RetryAfterHeader.NAME, String.valueOf(RetryAfterHeader.seconds(after)))));
        headers.add(Map.entry("Proxy-Status", proxyStatus.value(model)));
        headers.add(NO_STORE);
        headers.add(VARY);
        headers.add(NO_INDEX);
        headers.add(NO_SNIFF);
    }

    /** A page that may be asked. */
    private record Candidate(Page page, AtomicBoolean reported) {

        Candidate(Page page) {
            this(page, new AtomicBoolean());
        }

        /** Of a user's own page we do not know its language. */
        boolean tellsLanguage(PageModel model, PageFormat format) {
            return page instanceof StandardPage standard && standard.tellsLanguage(model, format);
        }

        /** Once: a page that fails does so for every visitor of an outage. */
        void report(Throwable failure, PageModel model) {
            if (reported.compareAndSet(false, true)) {
                log.error(
                        "page failed, the next simpler one is served; further failures are not logged:"
                                + " page={} route={} correlationId={}",
                        page.getClass().getName(),
                        model.route(),
                        model.correlationId(),
                        failure);
            }
        }
    }
}
