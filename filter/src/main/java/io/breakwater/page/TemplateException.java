package io.breakwater.page;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a page template cannot be used: it is missing, unreadable or faulty. The message names the template, the line,
 * what is wrong and what is allowed. At the start, it is the cause of a {@link io.breakwater.config.SettingsException},
 * which also names the setting.
 */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String template;
    private final int line;
    private final String problem;
    private final @Nullable String allowed;
    private final @Nullable String suggestion;

    private TemplateException(
            String template, int line, String problem, @Nullable String allowed, @Nullable Throwable cause) {
        this(template, line, problem, allowed, null, cause);
    }

    private TemplateException(
            String template,
            int line,
            String problem,
            @Nullable String allowed,
            @Nullable String suggestion,
            @Nullable Throwable cause) {
        super(
                problem
                        + (allowed == null ? "" : "; allowed are " + allowed)
                        + (suggestion == null ? "" : "; did you mean " + suggestion + "?"),
                cause);
        this.suggestion = suggestion;
        this.template = template;
        this.line = line;
        this.problem = problem;
        this.allowed = allowed;
    }

    public static TemplateException unreadable(String template, String problem) {
        return new TemplateException(template, 0, template + ": " + problem, null, null);
    }

    public static TemplateException unreadable(String template, String problem, Throwable cause) {
        return new TemplateException(template, 0, template + ": " + problem, null, cause);
    }

    public static TemplateException missing(String template, String allowed, Throwable cause) {
        return new TemplateException(template, 0, template + ": there is no such template", allowed, cause);
    }

    public static TemplateException at(String template, int line, String problem, @Nullable String allowed) {
        return new TemplateException(template, line, template + ":" + line + ": " + problem, allowed, null);
    }

    /** A variable that no page has. */
    public static TemplateException unknownVariable(
            String template, int line, String name, Collection<String> known, Optional<String> nearest) {
        return new TemplateException(
                template,
                line,
                template + ":" + line + ": unknown variable {{" + name + "}}",
                String.valueOf(known),
                nearest.map(near -> "{{" + near + "}}").orElse(null),
                null);
    }

    /** The template as the settings name it. */
    public String template() {
        return template;
    }

    /** Returns the line, from 1; empty when the problem concerns no line. */
    public OptionalInt line() {
        return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
    }

    /** Returns the template, the line and what is wrong. */
    public String problem() {
        return problem;
    }

    /** Returns what is allowed instead; empty when that is no list. */
    public Optional<String> allowed() {
        return Optional.ofNullable(allowed);
    }

    /** What may have been meant; empty when that cannot be guessed. */
    public Optional<String> suggestion() {
        return Optional.ofNullable(suggestion);
    }
}
