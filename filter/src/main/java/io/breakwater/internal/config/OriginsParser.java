package io.breakwater.internal.config;

import java.util.List;
import java.util.regex.Pattern;

/** Reads a list of web origins, of which a host may stand for all below it. */
final class OriginsParser implements Parser<List<String>> {

    /** The word for no list. */
    static final String OFF = "off";

    private static final Pattern ORIGIN = Pattern.compile(
            "https?://(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?|https?://\\[[0-9a-f:]+](:[0-9]{1,5})?");

    @Override
    public List<String> parse(String text) {
        if (text.equals(OFF)) {
            return List.of();
        }
        List<String> origins = Parser.items(text);
        if (origins.contains(CorsSettings.ANY) && origins.size() > 1) {
            throw new IllegalArgumentException("lists * beside others: * alone is every origin");
        }
        for (String origin : origins) {
            if (!origin.equals(CorsSettings.ANY) && !ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException("lists " + origin
                        + ", which is no origin: write scheme, host and port, if it is not the scheme's own, in lower case, and"
                        + " nothing behind them");
            }
        }
        return origins;
    }

    @Override
    public String type() {
        return "origins";
    }

    @Override
    public String allowed() {
        return OFF + ", or *, or a list of origins such as https://shop.example or https://*.shop.example";
    }
}
