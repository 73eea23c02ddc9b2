package io.breakwater.operations.console;

import io.breakwater.Deadline;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/** What an operator asks for with a form of {@link Forms}, or a program in its place. */
record ActionRequest(Console console, HttpServletRequest request) {

    private static final String FOR_EVERYTHING_ELSE = "default";

    /** Returns a parameter; empty for none, and for nothing but spaces. */
    Optional<String> given(String parameter) {
        return Optional.ofNullable(request.getParameter(parameter))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** Returns the route's name; empty for all routes. */
    Optional<String> route() {
        return given("name");
    }

    /** Returns whether it names a route that there is not: only a route's own name goes on, which has been checked with the settings. */
    boolean isAboutNoRoute() {
        Optional<String> name = route();
        return name.isPresent()
                && console.engine().routes().stream()
                        .noneMatch(status -> status.route().equals(name.get()));
    }

    /** Returns whether what happens to the route, or to all, would happen to this console. */
    boolean isAboutItself() {
        return route().filter(name -> !name.equals(FOR_EVERYTHING_ELSE)).isEmpty()
                && Deadline.of(request).isPresent();
    }

    Optional<String> reason() {
        return given("reason").map(text -> text.substring(0, Math.min(Forms.LONGEST_REASON, text.length())));
    }

    /**
     * Returns for how long it is to hold; empty when it does not say.
     *
     * @throws IllegalArgumentException when that is no number of minutes from 1 to {@code most}
     */
    Optional<Duration> length(int most) {
        return given("minutes").map(text -> {
            int minutes = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
            if (minutes < 1 || minutes > most) {
                throw new IllegalArgumentException("minutes is not from 1 to " + most);
            }
            return Duration.ofMinutes(minutes);
        });
    }

    /** Returns the page that shows what came of it, relative to the console. */
    String page() {
        return route().map(name -> console.route(name).substring(console.base().length()))
                .orElse("/");
    }
}
