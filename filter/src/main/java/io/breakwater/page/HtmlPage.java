package io.breakwater.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.breakwater.config.Brand;
import io.breakwater.fault.Fault;
import io.breakwater.page.Wording.Sent;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The page for a person: a Mustache template, filled in three steps. What the brand decides is known at the start; what the
 * fault, the status and the kind of request decide is rendered once for each such {@link Shape}; what differs by request fills
 * the gaps that are left. Mustache thus never sees a value from a request, and nothing in a template can turn escaping off.
 *
 * <p>Thread-safe.
 */
final class HtmlPage {

    private static final String CONTENT_TYPE = "text/html;charset=utf-8";

    /** Some twenty occur in practice; the bound is for memory's sake, and a page beyond it is rendered anew each time. */
    private static final int MAX_SHAPES = 128;

    private final Template template;
    private final ContentSecurityPolicy policy;
    private final Wording wording;
    private final boolean details;
    private final Map<String, String> fixed;
    private final Map<Shape, Blank> blanks = new ConcurrentHashMap<>();

    /** @throws TemplateException when the template is faulty */
    HtmlPage(TemplateSource source, Brand brand, Wording wording, boolean details) {
        this.policy = source.name().equals(TemplateSource.BUILT_IN)
                ? ContentSecurityPolicy.BUILT_IN
                : ContentSecurityPolicy.OWN_TEMPLATE;
        this.wording = wording;
        this.details = details;
        this.fixed = FixedVariables.of(brand, wording.messages());
        TemplateCheck.check(source, fixed.keySet(), allVariables());
        this.template = compile(source);
        tryOut(source);
    }

    Rendered render(PageModel model) {
        Map<Gap, byte[]> values = Gap.values(model, wording, details);
        Blank blank = blank(Shape.of(model, Set.copyOf(values.keySet())));
        return new Rendered(CONTENT_TYPE, blank.skeleton().fill(values), blank.policy());
    }

    /** All that decides what a page looks like, short of what fills its gaps. */
    private record Shape(Fault fault, int status, Sent sent, boolean repeatable, Set<Gap> filled) {

        static Shape of(PageModel model, Set<Gap> filled) {
            // A link can repeat these two only.
            boolean repeatable = model.method().equals("GET") || model.method().equals("HEAD");
            return new Shape(model.fault(), model.status(), Sent.of(model), repeatable, filled);
        }
    }

    /** A page that only lacks what fills its gaps. */
    private record Blank(Skeleton skeleton, Optional<String> policy) {}

    private Blank blank(Shape shape) {
        @Nullable Blank known = blanks.get(shape);
        if (known != null) {
            return known;
        }
        Map<String, Object> variables = new HashMap<>(fixed);
        variables.putAll(ShapeVariables.of(shape.fault(), shape.status(), shape.sent(), shape.repeatable(), wording));
        if (details) {
            variables.putAll(ShapeVariables.details(shape.fault()));
        }
        shape.filled().forEach(gap -> variables.put(gap.variable(), new Mark(gap.mark())));
        String html = template.execute(variables);
        Blank blank = new Blank(Skeleton.cut(html), Optional.of(policy.of(html)));
        if (blanks.size() < MAX_SHAPES) {
            blanks.put(shape, blank);
        }
        return blank;
    }

    /** Stands for a value while the template is rendered: there, and not to be escaped. */
    private record Mark(char character) {}

    private Set<String> allVariables() {
        Set<String> all = new HashSet<>(fixed.keySet());
        all.addAll(ShapeVariables.NAMES);
        for (Gap gap : Gap.values()) {
            all.add(gap.variable());
        }
        return all;
    }

    private static Template compile(TemplateSource source) {
        try {
            return Mustache.compiler()
                    .escapeHTML(false)
                    // Unlike an escaper, a formatter is asked for {{{x}}} and {{&x}} as well.
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

    /** Renders the page that must be at hand soonest, so that a template that fails does so now. */
    private void tryOut(TemplateSource source) {
        try {
            for (Sent sent : Sent.values()) {
                blank(new Shape(
                        Fault.CIRCUIT_OPEN,
                        Fault.CIRCUIT_OPEN.status(),
                        sent,
                        sent == Sent.NOTHING,
                        EnumSet.allOf(Gap.class)));
            }
        } catch (MustacheException | StackOverflowError e) {
            throw TemplateException.unreadable(source.name(), "the template cannot be rendered: " + e.getMessage(), e);
        }
    }

    /** Reads maps and nothing else: jmustache's own collector also reaches private fields and methods of any object. */
    private static final class MapsOnly implements Mustache.Collector {

        @Override
        public @Nullable Iterator<?> toIterator(Object value) {
            // No value of ours is a list: jmustache puts an empty one in place of a section's missing variable.
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
