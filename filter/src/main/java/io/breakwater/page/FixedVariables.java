package io.breakwater.page;

import io.breakwater.config.Brand;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The template variables that are the same on every page: the brand's, and every label from the messages. */
final class FixedVariables {

    /** A link to any other scheme, {@code javascript:} above all, must not get on a page, whoever configured it. */
    private static final Set<String> LINK_SCHEMES = Set.of("https", "http", "mailto", "tel");

    private FixedVariables() {}

    static Map<String, String> of(Brand brand, Messages messages) {
        Accent accent = Accent.of(brand.accent().orElse(Accent.DEFAULT));
        Map<String, String> variables = new HashMap<>();
        variables.put("lang", messages.language());
        variables.put("siteName", brand.name().orElse(messages.text("site")));
        variables.put("brandName", brand.name().orElse(""));
        variables.put("accent", accent.plain());
        variables.put("accentOnLight", accent.onLight());
        variables.put("accentOnDark", accent.onDark());
        variables.put("support", link(brand.support()));
        variables.put("statusPage", link(brand.statusPage()));
        messages.under("label").forEach((name, words) -> variables.put("label" + capitalized(name), words));
        return Map.copyOf(variables);
    }

    private static String link(Optional<URI> uri) {
        uri.ifPresent(target -> {
            String scheme = target.getScheme();
            if (scheme == null || !LINK_SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "not a link for a page: " + target + ", allowed are " + LINK_SCHEMES);
            }
        });
        return uri.map(URI::toString).orElse("");
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
