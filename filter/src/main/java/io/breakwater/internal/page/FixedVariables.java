package io.breakwater.internal.page;

import io.breakwater.internal.config.Brand;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The template variables that are equal on every page of a language: those of the brand, and every label from the messages.
 */
final class FixedVariables {

    /** Links with other schemes, such as {@code javascript:}, must not get on a page. */
    private static final Set<String> LINK_SCHEMES = Set.of("https", "http", "mailto", "tel");

    private static final Set<String> RIGHT_TO_LEFT =
            Set.of("ar", "he", "iw", "fa", "ur", "yi", "ji", "ps", "sd", "ug", "ckb", "dv");

    private FixedVariables() {}

    static Map<String, Object> of(Brand brand, Palette palette, Messages messages) {
        Map<String, Object> variables = new HashMap<>(palette.variables());
        Optional<String> name = messages.find("brand").or(brand::name);
        variables.put("lang", messages.tag());
        variables.put("dir", isRightToLeft(messages) ? "rtl" : "ltr");
        variables.put("siteName", siteName(brand, messages));
        variables.put("brandName", name.orElse(""));
        variables.put("logo", brand.logo().orElse(""));
        variables.put("support", link(brand.support()));
        variables.put("phone", brand.phone().orElse(""));
        variables.put("phoneLink", brand.phone().map(FixedVariables::dialled).orElse(""));
        variables.put("statusPage", link(brand.statusPage()));
        variables.put("home", link(brand.home()));
        List<Map<String, String>> links = messages.find("links").map(Brand.Link::list).orElse(brand.links()).stream()
                .map(link -> Map.of("linkText", link.words(), "linkTarget", link(Optional.of(link.target()))))
                .toList();
        variables.put("links", links);
        // The check of templates must know these variables, which have values only within links.
        variables.put("linkText", "");
        variables.put("linkTarget", "");
        variables.put("sentence", messages.find("sentence").or(brand::sentence).orElse(""));
        String footer = messages.find("footer").or(brand::footer).orElse("");
        variables.put("footer", footer);
        variables.put("hasFooter", links.isEmpty() && footer.isEmpty() ? "" : "yes");
        messages.under("label").forEach((key, words) -> variables.put("label" + capitalized(key), words));
        return Map.copyOf(variables);
    }

    static String siteName(Brand brand, Messages messages) {
        return messages.find("brand").or(brand::name).orElseGet(() -> messages.text("site"));
    }

    private static String link(Optional<URI> uri) {
        uri.ifPresent(target -> {
            String scheme = target.getScheme();
            boolean ofThisSite = scheme == null
                    && target.getAuthority() == null
                    && target.getPath().startsWith("/");
            if (!ofThisSite && (scheme == null || !LINK_SCHEMES.contains(scheme.toLowerCase(Locale.ROOT)))) {
                throw new IllegalArgumentException(
                        "not a link for a page: " + target + ", allowed are " + LINK_SCHEMES);
            }
        });
        return uri.map(URI::toString).orElse("");
    }

    private static String dialled(String phone) {
        return "tel:" + phone.replaceAll("[^+0-9]", "");
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    static boolean isRightToLeft(Messages messages) {
        return RIGHT_TO_LEFT.contains(messages.locale().getLanguage());
    }
}
