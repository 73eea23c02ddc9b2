package io.breakwater.internal.page;

import io.breakwater.internal.config.Suggestions;
import io.breakwater.internal.page.HtmlTags.Tag;
import io.breakwater.internal.page.InlineBlocks.Block;
import io.breakwater.page.TemplateException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks a template for problems that jmustache would silently ignore: unknown variables, tags that are not closed, and
 * values where escaping cannot help.
 */
final class TemplateCheck {

    /** Rendering is recursive. */
    private static final int DEEPEST = 100;

    /** Each block has its hash in the policy, which is a header, and servers accept 8 KB of headers. */
    private static final int MOST_BLOCKS = 50;

    private static final Pattern NOTE = Pattern.compile("(?s)\\{\\{!.*?\\}\\}");

    private static final Set<String> MARKUP = Placeholder.ALL.stream()
            .filter(Placeholder::isMarkup)
            .map(Placeholder::variable)
            .collect(Collectors.toSet());

    private final TemplateSource source;
    private final Set<String> fixed;
    private final Set<String> all;
    private final List<Block> blocks;
    /** By where they begin; read when first asked for. */
    private @Nullable NavigableMap<Integer, Tag> tags;

    private final Deque<Section> open = new ArrayDeque<>();

    private TemplateCheck(TemplateSource source, Set<String> fixed, Set<String> all) {
        this.source = source;
        this.fixed = fixed;
        this.all = all;
        this.blocks = InlineBlocks.in(source.text());
    }

    /**
     * Checks a template.
     *
     * @param fixed the variables that are equal on every page, which may be used in {@code <style>} and {@code <script>}
     * @param all all variables
     * @throws TemplateException at the first fault
     */
    static void check(TemplateSource source, Set<String> fixed, Set<String> all) {
        new TemplateCheck(source, fixed, all).run();
    }

    private record Section(String name, int position) {}

    private void run() {
        String text = source.text();
        for (Block block : blocks) {
            if (!block.closed()) {
                throw at(block.start(), "<" + block.element() + "> is not closed");
            }
        }
        if (blocks.size() > MOST_BLOCKS) {
            throw at(
                    blocks.get(MOST_BLOCKS).start(),
                    "there are more than " + MOST_BLOCKS + " <style> and <script> elements: put them together");
        }
        int mark = PrecompiledPage.firstMark(text);
        if (mark >= 0) {
            throw at(mark, "the characters U+FDD0 to U+FDEF are reserved");
        }
        int position = text.indexOf("{{");
        while (position >= 0) {
            position = text.indexOf("{{", tag(position));
        }
        if (!open.isEmpty()) {
            Section section = open.pop();
            throw at(section.position(), "{{#" + section.name() + "}} is not closed by {{/" + section.name() + "}}");
        }
        // Once every tag is known to be closed: a pattern would look for the end of each.
        if (NOTE.matcher(text).replaceAll("").isBlank()) {
            throw TemplateException.unreadable(source.name(), "the template is empty");
        }
    }

    /** Checks the tag at {@code position}; returns the index where it ends. */
    private int tag(int position) {
        String text = source.text();
        int inside = position + 2;
        char sigil = inside < text.length() ? text.charAt(inside) : ' ';
        String close = sigil == '{' ? "}}}" : "}}";
        int end = text.indexOf(close, inside);
        if (end < 0 || (sigil != '!' && crossesLine(text, inside, end))) {
            throw at(position, "a tag that begins with {{ is not closed by " + close + " on its line");
        }
        if (sigil != '!') {
            boolean named = "{&#^/".indexOf(sigil) < 0;
            name(text.substring(named ? inside : inside + 1, end).strip(), sigil, position);
        }
        return end + close.length();
    }

    private static boolean crossesLine(String text, int start, int end) {
        // Not by indexOf, which would read the rest of a long line for each of its tags.
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == '\n') {
                return true;
            }
        }
        return false;
    }

    private void name(String name, char sigil, int position) {
        if ("><$=".indexOf(sigil) >= 0) {
            throw at(
                    position,
                    "{{" + sigil + " is not supported",
                    "{{name}}, {{#name}}, {{^name}}, {{/name}} and {{! note }}");
        }
        if (!all.contains(name)) {
            Set<String> known = new TreeSet<>(all);
            throw TemplateException.unknownVariable(
                    source.name(), source.line(position), name, known, Suggestions.nearest(name, known));
        }
        if (MARKUP.contains(name) && isInTag(position)) {
            throw at(position, "{{" + name + "}} is markup, so it cannot stand in a tag: use {{reference}}");
        }
        if (!fixed.contains(name)) {
            blocks.stream().filter(block -> block.contains(position)).findAny().ifPresent(block -> {
                throw at(
                        position,
                        "{{" + name + "}} differs between pages, so a <" + block.element()
                                + "> must not use it: put it into a data- attribute",
                        String.valueOf(new TreeSet<>(fixed)));
            });
        }
        if (sigil == '#' || sigil == '^') {
            open.push(new Section(name, position));
            if (open.size() > DEEPEST) {
                throw at(position, "sections are nested more than " + DEEPEST + " deep");
            }
        } else if (sigil == '/' && (open.isEmpty() || !open.pop().name().equals(name))) {
            throw at(position, "{{/" + name + "}} closes nothing that is open here");
        }
    }

    private boolean isInTag(int position) {
        NavigableMap<Integer, Tag> known = tags;
        if (known == null) {
            known = new TreeMap<>();
            for (Tag tag : HtmlTags.in(source.text())) {
                known.put(tag.position(), tag);
            }
            tags = known;
        }
        Map.@Nullable Entry<Integer, Tag> before = known.floorEntry(position);
        return before != null && before.getValue().contains(position);
    }

    private TemplateException at(int position, String problem) {
        return at(position, problem, null);
    }

    private TemplateException at(int position, String problem, @Nullable String allowed) {
        return TemplateException.at(source.name(), source.line(position), problem, allowed);
    }
}
