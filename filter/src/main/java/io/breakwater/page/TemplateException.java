package io.breakwater.page;

import java.util.OptionalInt;

/**
 * A page template that cannot be used: not there, not readable, or with something in it that would show wrongly. Thrown while
 * the settings are put to use, so that it stops the start rather than surprise a visitor; its message names the template, the
 * line, what is wrong and what is allowed.
 */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String template;
    private final int line;

    private TemplateException(String template, int line, String message, Throwable cause) {
        super(message, cause);
        this.template = template;
        this.line = line;
    }

    static TemplateException unreadable(String template, String problem) {
        return new TemplateException(template, 0, template + ": " + problem);
    }

    static TemplateException unreadable(String template, String problem, Throwable cause) {
        return new TemplateException(template, 0, template + ": " + problem, cause);
    }

    static TemplateException at(String template, int line, String problem) {
        return new TemplateException(template, line, template + ":" + line + ": " + problem);
    }

    private TemplateException(String template, int line, String message) {
        super(message);
        this.template = template;
        this.line = line;
    }

    /** The template as the settings name it. */
    public String template() {
        return template;
    }

    /** The line, the first being 1; empty when no line is to blame. */
    public OptionalInt line() {
        return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
    }
}
