package io.breakwater.page;

import io.breakwater.config.PageSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a {@link PageModel} into a complete response, whatever happens: when the user's page fails, the built-in one is
 * served; when that fails, a bare status. Make one for each set of {@link PageSettings}, at the start.
 *
 * <p>Internal between rooms: not for use outside Breakwater. Thread-safe.
 */
public final class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private static final Map.Entry<String, String> VARY = Map.entry("Vary", Negotiation.VARY);
    private static final Map.Entry<String, String> NO_STORE = Map.entry("Cache-Control", "no-store");
    private static final Map.Entry<String, String> NO_INDEX = Map.entry("X-Robots-Tag", "noindex");
    private static final Map.Entry<String, String> NO_SNIFF = Map.entry("X-Content-Type-Options", "nosniff");

    /** The page links to the support and status pages, which need not learn what path was asked for. */
    private static final Map.Entry<String, String> REFERRER = Map.entry("Referrer-Policy", "same-origin");

    private static final byte[] EMPTY = {};

    private final String correlationHeader;
    private final ProxyStatus proxyStatus;

    /** The pages to try, in this order. */
    private final List<Candidate> candidates;

    private Answers(String correlationHeader, ProxyStatus proxyStatus, List<Candidate> candidates) {
        this.correlationHeader = correlationHeader;
        this.proxyStatus = proxyStatus;
        this.candidates = candidates;
    }

    /**
     * Answers with the built-in page, or the template that the settings name.
     *
     * @param correlationHeader the name of the response header for the correlation id
     * @throws TemplateException when the template is missing or faulty
     * @throws IllegalArgumentException when the brand holds a colour or a link that must not get on a page
     */
    public static Answers of(PageSettings settings, String correlationHeader) {
        Wording wording = new Wording(Messages.english());
        Candidate builtIn = builtIn(settings, wording);
        List<Candidate> candidates = settings.template()
                .map(location -> {
                    HtmlPage html =
                            new HtmlPage(TemplateSource.load(location), settings.brand(), wording, settings.details());
                    return List.of(
                            new Candidate(new StandardPage(html, wording, settings.details()), Optional.empty()),
                            builtIn);
                })
                .orElse(List.of(builtIn));
        return new Answers(correlationHeader, new ProxyStatus(settings.details()), candidates);
    }

    /**
     * Answers with the user's own page; the settings' template is not looked at.
     *
     * @param correlationHeader the name of the response header for the correlation id
     * @throws IllegalArgumentException when the brand holds a colour or a link that must not get on a page
     */
    public static Answers of(PageSettings settings, String correlationHeader, Page page) {
        Candidate builtIn = builtIn(settings, new Wording(Messages.english()));
        return new Answers(
                correlationHeader,
                new ProxyStatus(settings.details()),
                List.of(new Candidate(page, Optional.empty()), builtIn));
    }

    private static Candidate builtIn(PageSettings settings, Wording wording) {
        HtmlPage html = new HtmlPage(TemplateSource.builtIn(), settings.brand(), wording, settings.details());
        return new Candidate(
                new StandardPage(html, wording, settings.details()),
                Optional.of(wording.messages().language()));
    }

    /**
     * The answer for a request.
     *
     * @param requestHeader gives a request header's value by name, null when the request has none; asked at once, not kept
     * @return never with a content length; for HEAD the caller sends the length of the body, not the body
     */
    public Answer answer(PageModel model, Function<String, @Nullable String> requestHeader) {
        return answer(model, Negotiation.format(requestHeader));
    }

    /** The answer in a form that was negotiated before, for when the request may no longer be asked. */
    public Answer answer(PageModel model, PageFormat format) {
        if (format != PageFormat.NONE) {
            for (Candidate candidate : candidates) {
                Optional<Answer> answer = attempt(candidate, model, format);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        }
        return bare(model);
    }

    @SuppressWarnings(
            "CatchingUnchecked") // a page is foreign code, and Kotlin's or a template's exceptions may be checked
    private Optional<Answer> attempt(Candidate candidate, PageModel model, PageFormat format) {
        try {
            return Optional.of(compose(model, candidate.page().render(model, format), candidate.language(), format));
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

    private Answer compose(PageModel model, Rendered rendered, Optional<String> language, PageFormat format) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(12);
        headers.add(Map.entry("Content-Type", Escape.header(rendered.contentType())));
        addCommon(headers, model);
        rendered.contentSecurityPolicy()
                .ifPresent(policy -> headers.add(Map.entry("Content-Security-Policy", Escape.header(policy))));
        language.ifPresent(tag -> headers.add(Map.entry("Content-Language", tag)));
        if (format == PageFormat.HTML) {
            headers.add(REFERRER);
        }
        return new Answer(model.status(), headers, rendered.body());
    }

    private Answer bare(PageModel model) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(8);
        addCommon(headers, model);
        return new Answer(model.status(), headers, EMPTY);
    }

    private void addCommon(List<Map.Entry<String, String>> headers, PageModel model) {
        headers.add(Map.entry(correlationHeader, Escape.header(model.correlationId())));
        model.retryAfter()
                .ifPresent(after -> headers.add(Map.entry("Retry-After", String.valueOf(RetryAfter.seconds(after)))));
        headers.add(Map.entry("Proxy-Status", proxyStatus.value(model)));
        headers.add(NO_STORE);
        headers.add(VARY);
        headers.add(NO_INDEX);
        headers.add(NO_SNIFF);
    }

    /** A page that may be asked, with its language where we know it. */
    private record Candidate(Page page, Optional<String> language, AtomicBoolean reported) {

        Candidate(Page page, Optional<String> language) {
            this(page, language, new AtomicBoolean());
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
