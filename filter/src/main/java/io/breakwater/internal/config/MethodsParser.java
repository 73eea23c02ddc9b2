package io.breakwater.internal.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a list of HTTP methods.
 *
 * @param accepted the methods that may be listed
 */
record MethodsParser(List<String> accepted) implements Parser<Set<String>> {

    private static final List<String> IDEMPOTENT = List.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");
    private static final List<String> NOT_IDEMPOTENT = List.of("POST", "PATCH");

    /** Those that may be executed twice without harm (RFC 9110, section 9.2.2). */
    static MethodsParser idempotent() {
        return new MethodsParser(IDEMPOTENT);
    }

    /** All that a proxy sees. */
    static MethodsParser every() {
        return new MethodsParser(List.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "POST", "PATCH"));
    }

    @Override
    public Set<String> parse(String text) {
        Set<String> methods = new LinkedHashSet<>();
        for (String item : Parser.items(text)) {
            if (!accepted.contains(item)) {
                throw new IllegalArgumentException(refusal(item));
            }
            methods.add(item);
        }
        return methods;
    }

    private String refusal(String item) {
        String capitals = item.toUpperCase(Locale.ROOT);
        if (NOT_IDEMPOTENT.contains(capitals) && !accepted.contains(capitals)) {
            return "lists " + capitals
                    + ", which may do its work twice when it is sent twice: it is only sent again when it"
                    + " provably never arrived and retry.unsent-methods lists it, or when it bears an Idempotency-Key and"
                    + " retry.idempotency-key is true";
        }
        if (accepted.contains(capitals)) {
            return "lists '" + item + "': methods are written in capitals, " + capitals;
        }
        return "lists '" + item + "', which is not among the methods allowed";
    }

    @Override
    public String type() {
        return "list of methods";
    }

    @Override
    public String allowed() {
        return "a list of " + String.join(", ", accepted);
    }
}
