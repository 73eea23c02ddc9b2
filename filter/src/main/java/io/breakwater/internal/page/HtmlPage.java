package io.breakwater.internal.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.breakwater.fault.Fault;
import io.breakwater.internal.config.Brand;
import io.breakwater.internal.config.PageSettings;
import io.breakwater.internal.page.LocalizedMessages.Sent;
import io.breakwater.page.PageModel;
import io.breakwater.page.RenderedPage;
import io.breakwater.page.TemplateException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The HTML page: a Mustache template, rendered in three steps. The brand is known at the start; what the language, the
 * fault, the status and the kind of request decide is rendered once for each such {@link PageVariant}; values of a request
 * replace the placeholders that are left. So Mustache never processes a value from a request, and a template cannot turn
 * escaping off.
 *
 * <p>Thread-safe.
 */
final class HtmlPage {

    private static final String CONTENT_TYPE = "text/html;charset=utf-8";

    /**
     * The greatest size of the cached pages. Some twenty variants occur in practice, each in the few languages of a site's
     * visitors; a client that requests all variants in all languages only causes the others to be rendered again.
     */
    private static final long MAX_KEPT_BYTES = 2L * 1024 * 1024;

    private static final int LONGEST_WORD = 12;

    private final Template template;
    private final ContentSecurityPolicy policy;
    private final Languages languages;
    private final Palette palette;
    private final Brand brand;
    private final boolean details;
    private final boolean tellsLanguage;
    private final Map<PageVariant, CachedPage> cachedPages = new ConcurrentHashMap<>();
    private final AtomicLong keptBytes = new AtomicLong();

    /** @throws TemplateException when the template is faulty */
    HtmlPage(TemplateSource source, PageSettings settings, Palette palette, Languages languages) {
        this.policy = source.isBuiltIn() ? ContentSecurityPolicy.BUILT_IN : ContentSecurityPolicy.OWN_TEMPLATE;
        this.tellsLanguage = source.text().contains("{{lang}}");
        this.languages = languages;
        this.palette = palette;
        this.brand = settings.brand();
        this.details = settings.details();
        Set<String> fixed = fixed(languages.first()).keySet();
        TemplateCheck.check(source, fixed, allVariables(fixed));
        this.template = compile(source);
        tryOut(source);
    }

    RenderedPage render(PageModel model, LocalizedMessages localized) {
        String[] values = Placeholder.values(model, localized, details);
        CachedPage cached = cachedPage(
                PageVariant.of(model, localized.messages().tag(), values, hasLongWord(values, localized)), localized);
        return new RenderedPage(CONTENT_TYPE, cached.page().fill(values), cached.policy());
    }

    /** Whether a name in the page's picture is too long for a third of a phone's width. */
    private boolean hasLongWord(String[] values, LocalizedMessages localized) {
        return isLong(values[Placeholder.SERVICE.index()])
                || isLong(FixedVariables.siteName(brand, localized.messages()));
    }

    private static boolean isLong(String name) {
        int letters = 0;
        for (int i = 0; i < name.length(); i++) {
            boolean ends = Character.isWhitespace(name.charAt(i)) || name.charAt(i) == '-';
            letters = ends ? 0 : letters + 1;
            if (letters > LONGEST_WORD) {
                return true;
            }
        }
        return false;
    }

    /** Whether the page says which language it is in; of one that has its words elsewhere, we do not know. */
    boolean tellsLanguage() {
        return tellsLanguage;
    }

    private Map<String, Object> fixed(LocalizedMessages localized) {
        return FixedVariables.of(brand, palette, localized.messages());
    }

    /**
     * Everything that a page depends on, except the values of its placeholders. Immutable.
     *
     * @param longWord whether a name in the picture needs room
     * @param filled a bit for each gap that has a value, by its index
     */
    private record PageVariant(
            String language,
            Optional<Fault> fault,
            int status,
            Sent sent,
            boolean repeatable,
            boolean longWord,
            int filled) {

        static final int ALL_FILLED = (1 << Placeholder.ALL.size()) - 1;

        static PageVariant of(PageModel model, String language, String[] values, boolean longWord) {
            // A link can repeat these two only.
            boolean repeatable = model.method().equals("GET") || model.method().equals("HEAD");
            int filled = 0;
            for (int placeholder = 0; placeholder < values.length; placeholder++) {
                filled |= values[placeholder].isEmpty() ? 0 : 1 << placeholder;
            }
            return new PageVariant(
                    language, model.fault(), model.status(), Sent.of(model), repeatable, longWord, filled);
        }

        boolean isFilled(Placeholder placeholder) {
            return (filled & 1 << placeholder.index()) != 0;
        }

        // The JDK's implementation for records (as of JDK 17) keeps the class of the last record that it was created
        // for, and with it the class loader of a stopped app.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof PageVariant that
                    && language.equals(that.language)
                    && fault.equals(that.fault)
                    && status == that.status
                    && sent == that.sent
                    && repeatable == that.repeatable
                    && longWord == that.longWord
                    && filled == that.filled;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * (31 * filled + status) + language.hashCode())
                    + fault.map(Fault::token).hashCode();
        }
    }

    /** A rendered page with placeholders. */
    private record CachedPage(PrecompiledPage page, Optional<String> policy) {}

    private CachedPage cachedPage(PageVariant variant, LocalizedMessages localized) {
        @Nullable CachedPage known = cachedPages.get(variant);
        if (known != null) {
            return known;
        }
        Map<String, Object> variables = new HashMap<>(fixed(localized));
        variables.putAll(VariantVariables.of(
                variant.fault(), variant.status(), variant.sent(), variant.repeatable(), localized));
        variables.put(VariantVariables.LONG_WORD, variant.longWord() ? "yes" : "");
        if (details) {
            variant.fault().map(VariantVariables::details).ifPresent(variables::putAll);
        }
        for (Placeholder placeholder : Placeholder.ALL) {
            if (variant.isFilled(placeholder)) {
                variables.put(placeholder.variable(), new Mark(placeholder.mark()));
            }
        }
        String html = template.execute(variables);
        CachedPage cachedPage = new CachedPage(PrecompiledPage.cut(html), Optional.of(policy.of(html)));
        if (keptBytes.addAndGet(cachedPage.page().length()) <= MAX_KEPT_BYTES) {
            cachedPages.put(variant, cachedPage);
        } else {
            keptBytes.addAndGet(-cachedPage.page().length());
        }
        return cachedPage;
    }

    /** Stands for a value while the template is rendered: not empty, and not escaped. */
    private record Mark(char character) {}

    private static Set<String> allVariables(Set<String> fixed) {
        Set<String> all = new HashSet<>(fixed);
        all.addAll(VariantVariables.NAMES);
        for (Placeholder placeholder : Placeholder.values()) {
            all.add(placeholder.variable());
        }
        return all;
    }

    private static Template compile(TemplateSource source) {
        try {
            return Mustache.compiler()
                    .escapeHTML(false)
                    // Unlike an escaper, a formatter is called for {{{x}}} and {{&x}}, too.
                    .withFormatter(value -> value instanceof Mark mark
                            ? String.valueOf(mark.character())
                            : Escape.html(value.toString()))
                    .defaultValue("")
                    .emptyStringIsFalse(true)
                    .withCollector(new MapsOnly())
                    .compile(source.text());
        } catch (MustacheException e) {
            throw TemplateException.unreadable(source.name(), "the template cannot be read: " + e.getMessage(), e);
        }
    }

    /** Renders the page that is needed soonest, so that a faulty template fails now. */
    private void tryOut(TemplateSource source) {
        try {
            for (Sent sent : Sent.values()) {
                LocalizedMessages localized = languages.first();
                cachedPage(
                        new PageVariant(
                                localized.messages().tag(),
                                Optional.of(Fault.CIRCUIT_OPEN),
                                Fault.CIRCUIT_OPEN.status(),
                                sent,
                                sent == Sent.NOTHING,
                                false,
                                PageVariant.ALL_FILLED),
                        localized);
            }
        } catch (MustacheException | StackOverflowError e) {
            throw TemplateException.unreadable(source.name(), "the template cannot be rendered: " + e.getMessage(), e);
        }
    }

    /** Reads only maps: jmustache's own collector also reads private fields and methods of any object. */
    private static final class MapsOnly implements Mustache.Collector {

        @Override
        public @Nullable Iterator<?> toIterator(Object value) {
            // The brand's links are a list, and jmustache passes an empty list for a missing variable of a section.
            return value instanceof List<?> list ? list.iterator() : null;
        }

        @Override
        public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
            return context instanceof Map ? MapsOnly::fetch : null;
        }

        private static Object fetch(Object context, String name) {
            Object value = ((Map<?, ?>) context).get(name);
            return value == null ? Template.NO_FETCHER_FOUND : value;
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }
}
