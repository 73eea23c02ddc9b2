package io.breakwater.internal.page;

import io.breakwater.internal.page.HtmlTags.Attribute;
import io.breakwater.internal.page.HtmlTags.Tag;
import io.breakwater.internal.page.InlineBlocks.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a template a browser will drop without a word to the visitor, as {@link ContentSecurityPolicy#OWN_TEMPLATE} does not allow
 * it.
 */
final class DroppedByPolicy {

    /** A page that was not written for such a policy may have hundreds. */
    private static final int MOST_TOLD = 10;

    private static final String WHY = " (Content-Security-Policy, see docs/page.md)";

    private static final Set<String> ELEMENTS =
            Set.of("iframe", "frame", "object", "embed", "video", "audio", "base", "applet");

    /** Of a link these are loaded, and the rest only told. */
    private static final Pattern LOADED_LINK = Pattern.compile("(?i).*\\b(stylesheet|icon|preload)\\b.*");

    private static final Set<String> LOADING = Set.of(
            "img src",
            "img srcset",
            "source srcset",
            "link href",
            "form action",
            "button formaction",
            "input formaction",
            "input src");

    private static final Pattern ELSEWHERE = Pattern.compile("(?is)\\s*(https?:)?//.*");

    /** In a style sheet. */
    private static final Pattern LOADED_BY_CSS =
            Pattern.compile("(?i)(?:url\\(|@import)\\s*[\"']?((?:https?:)?//[^\"')\\s;]*)");

    private record Found(int position, String what) {}

    private final TemplateSource source;
    private final List<Found> found = new ArrayList<>();

    private DroppedByPolicy(TemplateSource source) {
        this.source = source;
    }

    /** A line for each, in the order of the template. */
    static List<String> warnings(TemplateSource source) {
        DroppedByPolicy check = new DroppedByPolicy(source);
        HtmlTags.in(source.text()).forEach(check::check);
        InlineBlocks.in(source.text()).stream()
                .filter(block -> block.element().equals("style"))
                .forEach(check::check);
        return check.told();
    }

    private List<String> told() {
        found.sort(Comparator.comparingInt(Found::position));
        List<String> told = new ArrayList<>();
        found.stream()
                .limit(MOST_TOLD)
                .forEach(one -> told.add(source.name() + ":" + source.line(one.position()) + ": " + one.what() + WHY));
        if (found.size() > MOST_TOLD) {
            told.add(source.name() + ": and " + (found.size() - MOST_TOLD) + " more such places" + WHY);
        }
        return told;
    }

    private void check(Tag tag) {
        if (ELEMENTS.contains(tag.name())) {
            add(tag.position(), "<" + tag.name() + "> is dropped");
            return;
        }
        for (Attribute attribute : tag.attributes()) {
            check(tag, attribute);
        }
    }

    private void check(Tag tag, Attribute attribute) {
        String name = attribute.name();
        String value = attribute.value();
        if (name.equals("style")) {
            add(attribute.position(), "style= is dropped: put it into a <style>");
        } else if (name.matches("on[a-z]+")) {
            add(attribute.position(), name + "= is dropped: add a listener in a <script>");
        } else if (value.strip().toLowerCase(Locale.ROOT).startsWith("javascript:")) {
            add(attribute.position(), name + "=javascript: is dropped: add a listener in a <script>");
        } else if (tag.name().equals("script") && name.equals("src")) {
            add(attribute.position(), "<script src> is dropped: put the script into the template");
        } else if (LOADING.contains(tag.name() + " " + name) && isElsewhere(name, value) && isLoaded(tag)) {
            add(
                    attribute.position(),
                    "<" + tag.name() + " " + name + "> is dropped unless it is of the app's own origin");
        }
    }

    private static boolean isElsewhere(String name, String value) {
        List<String> places = name.equals("srcset") ? List.of(value.split(",", -1)) : List.of(value);
        return places.stream().anyMatch(place -> ELSEWHERE.matcher(place).matches());
    }

    private static boolean isLoaded(Tag tag) {
        return !tag.name().equals("link")
                || tag.attribute("rel")
                        .filter(rel -> LOADED_LINK.matcher(rel.value()).matches())
                        .isPresent();
    }

    private void check(Block style) {
        Matcher loaded = LOADED_BY_CSS.matcher(source.text()).region(style.start(), style.end());
        while (loaded.find()) {
            add(loaded.start(), loaded.group(1) + " in a <style> is dropped unless it is of the app's own origin");
        }
    }

    private void add(int position, String what) {
        found.add(new Found(position, what));
    }
}
