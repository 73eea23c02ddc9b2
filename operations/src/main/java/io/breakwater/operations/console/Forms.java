package io.breakwater.operations.console;

import java.util.List;
import java.util.Optional;

/** The parts of the forms by which operators say something of a route. Stateless. */
final class Forms {

    static final int LONGEST_REASON = 200;

    private Forms() {}

    /**
     * Opens a form.
     *
     * @param action what is asked for, relative to the console
     * @param route the route that it is about; empty for all, and where a field of the form names it
     */
    static void open(Html html, Console console, String action, Optional<String> route) {
        html.open("form", "method", "post", "action", console.base() + action, "class", "planned");
        html.open("input", "type", "hidden", "name", Forgery.FIELD, "value", console.sign());
        route.ifPresent(name -> html.open("input", "type", "hidden", "name", "name", "value", name));
    }

    /**
     * Adds the field for how long it holds.
     *
     * @param endless the words for no known end; empty where there must be one
     */
    static void minutes(Html html, String label, List<Integer> choice, Optional<String> endless) {
        html.open("label").text(label + " ").open("select", "name", "minutes");
        endless.ifPresent(words -> html.element("option", words, "value", ""));
        choice.forEach(minutes -> html.element(
                "option",
                minutes < 60 ? minutes + " minutes" : Words.count(minutes / 60, "hour", "hours"),
                "value",
                String.valueOf(minutes)));
        html.close().close();
    }

    /** Adds the field for the reason. */
    static void reason(Html html) {
        text(html, "Why ", "reason", "");
    }

    /** Adds a field for a line of text. */
    static void text(Html html, String label, String name, String example) {
        html.open("label").text(label);
        html.open(
                "input",
                "name",
                name,
                "placeholder",
                example,
                "maxlength",
                String.valueOf(LONGEST_REASON),
                "autocomplete",
                "off");
        html.close();
    }

    static void button(Html html, String words, String value) {
        html.element("button", words, "type", "submit", "name", "do", "value", value);
    }
}
